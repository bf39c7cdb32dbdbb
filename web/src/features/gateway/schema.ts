import type { JsonSchema } from './tool';

const DEEPEST = 4;

/** Servers describe themselves: what is no text is not shown as one. */
export const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What a server calls a schema; one that is none allows everything. */
export const schemaOf = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** The properties of a schema and of its alternatives, each as it is where it refers to another or may also be null. */
export function propertiesOf(schema: JsonSchema, root = schema): [string, JsonSchema][] {
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((some) => (Array.isArray(some) ? some : []));
  const all = [...parts.map((part) => plain(part, root)), schema].map(({ properties }) => schemaOf(properties));
  return Object.entries(Object.assign({}, ...all) as Record<string, unknown>).map(([name, property]) => [
    name,
    plain(property, root),
  ]);
}

function plain(value: unknown, root: JsonSchema): JsonSchema {
  const own = schemaOf(value);
  const schema = { ...referred(own, root), ...own };
  const type = Array.isArray(schema.type) ? only(schema.type.filter((one) => one !== 'null')) : schema.type;
  const choices = schema.anyOf ?? schema.oneOf;
  const one = Array.isArray(choices)
    ? only(choices.map(schemaOf).filter((choice) => choice.type !== 'null'))
    : undefined;
  return { ...referred(one ?? {}, root), ...one, ...schema, ...((type ?? one?.type) && { type: type ?? one?.type }) };
}

function referred({ $ref }: JsonSchema, root: JsonSchema): JsonSchema {
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return {};
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, key) => (schemaOf(inner) as Record<string, unknown>)[key], root);
  return schemaOf(found);
}

const only = <T>(values: T[]): T | undefined => (values.length === 1 ? values[0] : undefined);

/** A value of a schema's shape, with what it requires, or all that it has if it requires nothing. */
export function exampleOf(value: unknown, root: JsonSchema, depth = 0): unknown {
  const schema = plain(value, root);
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'string':
      return '…';
    case 'number':
    case 'integer':
      return typeof schema.minimum === 'number' ? schema.minimum : 0;
    case 'boolean':
      return false;
    case 'array':
      return depth < DEEPEST && schema.items !== undefined ? [exampleOf(schema.items, root, depth + 1)] : [];
    default:
      return depth < DEEPEST ? exampleObject(schema, root, depth) : {};
  }
}

function exampleObject(schema: JsonSchema, root: JsonSchema, depth: number): object {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const wanted = propertiesOf(schema, root).filter(([name]) => required.length === 0 || required.includes(name));
  return Object.fromEntries(wanted.map(([name, property]) => [name, exampleOf(property, root, depth + 1)]));
}
