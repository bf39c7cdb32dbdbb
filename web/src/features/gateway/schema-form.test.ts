import { expect, test } from 'vitest';
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
    'anything: json',
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
