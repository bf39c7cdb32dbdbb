// What the conformance servers ask of the client. The same requests go out by themselves from the legacy server, and
// inside `input_required` results from the modern one.

export const elicit = (message, properties) => ({
  method: 'elicitation/create',
  params: {
    message,
    requestedSchema: { type: 'object', properties, required: Object.keys(properties) },
  },
});

export const sample = (question) => ({
  method: 'sampling/createMessage',
  params: {
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens: 100,
  },
});

export const roots = { method: 'roots/list', params: {} };

const options = { type: 'string', enum: ['option1', 'option2', 'option3'] };
const titled = [
  { const: 'value1', title: 'First option' },
  { const: 'value2', title: 'Second option' },
];

export const ask = {
  name: elicit('What is your name?', { name: { type: 'string' } }),
  color: elicit('What is your favorite color?', { color: { type: 'string' } }),
  confirmation: elicit('Please confirm', { ok: { type: 'boolean' } }),
  capital: sample('What is the capital of France?'),
  /** SEP-1034: a default for every primitive type. */
  defaults: elicit('Please review', {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  }),
  /** SEP-1330: each way to write an enumeration. */
  enums: elicit('Please choose', {
    untitledSingle: options,
    titledSingle: { type: 'string', oneOf: titled },
    legacyEnum: { type: 'string', enum: ['opt1', 'opt2'], enumNames: ['Option One', 'Option Two'] },
    untitledMulti: { type: 'array', items: options },
    titledMulti: { type: 'array', items: { anyOf: titled } },
  }),
};
