import { expect, test } from 'vitest';
import { schemaOf } from './schema';
import { argumentFields, argumentsOf, initialTexts } from './schema-form';

const SCHEMA = {
  type: 'object',
  properties: {
    city: { type: 'string', description: 'Where' },
    days: { type: 'integer', default: 3 },
    units: { type: 'string', enum: ['metric', 'imperial'] },
    hourly: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    anything: { anyOf: [{ type: 'string' }, { type: 'null' }] },
  },
  required: ['city', 'tags'],
};
const FIELDS = argumentFields(SCHEMA);

test('each property becomes a field of its kind, in order', () => {
  expect(FIELDS.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'city: text',
    'days: number',
    'units: choice',
    'hourly: boolean',
    'tags: json',
    'anything: text',
  ]);
  expect(FIELDS[2]?.choices).toEqual(['metric', 'imperial']);
  expect(initialTexts(SCHEMA)).toMatchObject({ city: '', days: '3' });
});

test('texts become arguments of the right types, and what is empty is left out', () => {
  const texts = { city: 'Paris', days: '2', hourly: 'true', tags: '["a"]', units: '', anything: '' };
  expect(argumentsOf(FIELDS, texts)).toEqual({
    values: { city: 'Paris', days: 2, hourly: true, tags: ['a'] },
    errors: {},
  });
});

test('an empty text is a value where one is required', () => {
  expect(argumentsOf(FIELDS, { tags: '[]' })).toEqual({ values: { city: '', tags: [] }, errors: {} });
});

test('what does not fit is told by field', () => {
  expect(argumentsOf(FIELDS, { city: 'x', days: 'two', tags: '[' }).errors).toEqual({
    days: 'This is not a number',
    tags: 'This is not JSON',
  });
});

test('a schema without properties needs no field', () => {
  expect(argumentFields({ type: 'object' })).toEqual([]);
});

test.each([
  ['none', undefined],
  ['null', null],
  ['no object', { type: 'string' }],
  ['a list', []],
  ['properties that are a list', { properties: [] }],
  ['required that is a text', { required: 'all' }],
])('a tool whose schema is %s has no fields, and the page goes on', (_, schema) => {
  expect(argumentFields(schemaOf(schema))).toEqual([]);
  expect(initialTexts(schemaOf(schema))).toEqual({});
});

test('properties that are no schemas are entered as JSON, and what is no text is not shown', () => {
  const schema = schemaOf({ properties: { all: true, none: null, odd: { title: {}, description: [], enum: 'x' } } });
  expect(argumentFields(schema).map(({ label, description, kind }) => [label, description, kind])).toEqual([
    ['all', undefined, 'json'],
    ['none', undefined, 'json'],
    ['odd', undefined, 'json'],
  ]);
});

test('what may also be null, or refers to a definition, is entered as what it else is', () => {
  const schema = schemaOf({
    properties: {
      maybe: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null, title: 'Maybe' },
      count: { type: ['integer', 'null'] },
      level: { $ref: '#/$defs/Level' },
      optional: { oneOf: [{ $ref: '#/$defs/Level' }, { type: 'null' }] },
      lost: { $ref: '#/$defs/Nowhere' },
      either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    },
    $defs: { Level: { type: 'string', enum: ['low', 'high'] } },
  });
  expect(argumentFields(schema).map(({ name, kind, choices }) => [name, kind, choices.join()])).toEqual([
    ['maybe', 'text', ''],
    ['count', 'number', ''],
    ['level', 'choice', 'low,high'],
    ['optional', 'choice', 'low,high'],
    ['lost', 'json', ''],
    ['either', 'json', ''],
  ]);
  expect(initialTexts(schema).maybe).toBe('');
});

test('an example shows the shape of what is entered as JSON, however deep it refers to itself', () => {
  const schema = schemaOf({
    properties: {
      who: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, age: { type: 'integer' } } },
      points: { type: 'array', items: { properties: { x: { type: 'number', minimum: 1 } } } },
      tree: { $ref: '#/$defs/Tree' },
    },
    $defs: { Tree: { type: 'object', properties: { next: { $ref: '#/$defs/Tree' } } } },
  });
  expect(argumentFields(schema).map(({ example }) => example)).toEqual([
    '{"name":"…"}',
    '[{"x":1}]',
    '{"next":{"next":{"next":{"next":{}}}}}',
  ]);
});

test('what only the alternatives of a schema have can be entered, too', () => {
  const schema = schemaOf({
    type: 'object',
    properties: { c: { type: 'boolean' } },
    oneOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }, { $ref: '#/$defs/B' }],
    allOf: 'nonsense',
    $defs: { B: { properties: { b: { type: 'number' } } } },
  });
  expect(argumentFields(schema).map(({ name, kind, required }) => [name, kind, required])).toEqual([
    ['a', 'text', false],
    ['b', 'number', false],
    ['c', 'boolean', false],
  ]);
});
