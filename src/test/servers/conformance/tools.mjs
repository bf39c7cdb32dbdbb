// The tools that @modelcontextprotocol/conformance calls, of either revision. One that needs the client asks in `rounds`:
// each maps keys to requests, and the next follows once all of these are answered. An `optional` one leaves out what the
// client cannot answer.
import { setTimeout as sleep } from 'node:timers/promises';
import { audio, embedded, image, text } from './content.mjs';
import { ask, elicit, roots, sample } from './questions.mjs';

const content = (...blocks) => ({ content: blocks });

const string = { type: 'string' };
export const takes = (properties) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

async function logThrice({ log }) {
  for (const step of [
    'Tool execution started',
    'Tool processing data',
    'Tool execution completed',
  ]) {
    await log(step);
    await sleep(50);
  }
  return content(text('Logged three times'));
}

async function progressThrice({ progressToken, notify }) {
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      const params = { progressToken, progress, total: 100 };
      await notify({ method: 'notifications/progress', params });
    }
    await sleep(50);
  }
  return content(text('Reported progress three times'));
}

async function changed(call, list) {
  await call.changed(list);
  return content(text(`The list of ${list} changed`));
}

/** Answers with what the client answered. */
const asking = (rounds, more = {}) => ({
  rounds,
  run: ({ answers }) => content(text(`state-ok: ${JSON.stringify(answers)}`)),
  ...more,
});

const jsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: string, city: string },
    },
  },
  properties: {
    name: string,
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: string,
    email: string,
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

export const tools = {
  test_simple_text: { run: () => content(text('This is a simple text response for testing.')) },
  test_image_content: { run: () => content(image) },
  test_audio_content: { run: () => content(audio) },
  test_embedded_resource: {
    run: () =>
      content(
        embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
      ),
  },
  test_multiple_content_types: {
    run: () => {
      const json = embedded(
        'test://mixed-content-resource',
        'application/json',
        '{"test":"data","value":123}',
      );
      return content(text('Multiple content types test:'), image, json);
    },
  },
  test_error_handling: {
    run: () => ({
      ...content(text('This tool intentionally returns an error for testing')),
      isError: true,
    }),
  },
  test_tool_with_logging: { run: logThrice },
  test_logging_tool: { run: logThrice },
  test_tool_with_progress: { run: progressThrice },
  test_reconnection: { run: () => sleep(100, content(text('Answered late'))) },
  test_trigger_tool_change: { run: (call) => changed(call, 'tools') },
  test_trigger_prompt_change: { run: (call) => changed(call, 'prompts') },
  json_schema_2020_12_tool: { inputSchema: jsonSchema, run: () => content(text('Matches')) },
  test_custom_header: {
    inputSchema: takes({ region: { type: 'string', 'x-mcp-header': 'Region' } }),
    run: ({ args }) => content(text(`Region: ${args.region}`)),
  },

  test_sampling: asking(({ prompt: question }) => [{ sampling: sample(question) }], {
    inputSchema: takes({ prompt: string }),
  }),
  test_elicitation: asking(
    ({ message }) => [{ user: elicit(message, { username: string, email: string }) }],
    {
      inputSchema: takes({ message: string }),
    },
  ),
  test_elicitation_sep1034_defaults: asking(() => [{ user: ask.defaults }]),
  test_elicitation_sep1330_enums: asking(() => [{ user: ask.enums }]),
  test_missing_capability: asking(() => [{ sampling: sample('Is sampling declared?') }]),
  test_streaming_elicitation: asking(() => [{ user_name: ask.name }]),
  test_input_required_result_elicitation: asking(() => [{ user_name: ask.name }]),
  test_input_required_result_sampling: asking(() => [{ capital_question: ask.capital }]),
  test_input_required_result_list_roots: asking(() => [{ client_roots: roots }]),
  test_input_required_result_request_state: asking(() => [{ confirm: ask.confirmation }]),
  test_input_required_result_tampered_state: asking(() => [{ confirm: ask.confirmation }]),
  test_input_required_result_multiple_inputs: asking(() => [
    { user_name: ask.name, greeting: sample('Generate a greeting'), client_roots: roots },
  ]),
  test_input_required_result_multi_round: asking(() => [{ step1: ask.name }, { step2: ask.color }]),
  test_input_required_result_capabilities: asking(
    () => [{ user_name: ask.name, capital_question: ask.capital }],
    {
      optional: true,
    },
  ),
};
