import { exampleOf, propertiesOf, textIn } from './schema';
import type { JsonSchema } from './tool';

/** How an argument is entered: what no other kind fits is entered as JSON. */
export type InputKind = 'text' | 'number' | 'boolean' | 'choice' | 'json';

export interface ArgumentField {
  name: string;
  label: string;
  description: string | undefined;
  kind: InputKind;
  required: boolean;
  choices: string[];
  /** A value of the right shape, as JSON. */
  example: string;
}

/** The fields for an object that fits a schema, in the schema's order. */
export function argumentFields(schema: JsonSchema): ArgumentField[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return propertiesOf(schema).map(([name, property]) => ({
    name,
    label: textIn(property.title) ?? name,
    description: textIn(property.description),
    kind: kindOf(property),
    required: required.has(name),
    choices: isChoice(property) ? property.enum : [],
    example: JSON.stringify(exampleOf(property, schema)),
  }));
}

/** What the fields hold at first. */
export function initialTexts(schema: JsonSchema): Record<string, string> {
  return Object.fromEntries(
    propertiesOf(schema).map(([name, property]) => [
      name,
      textOf(property.default ?? property.const, kindOf(property)),
    ]),
  );
}

/** The arguments that texts stand for; what is empty and not required is left out. Errors are by field. */
export function argumentsOf(fields: ArgumentField[], texts: Record<string, string>) {
  const values: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const { name, kind, required } of fields) {
    const text = texts[name] ?? '';
    if (text === '' && !(required && kind === 'text')) {
      if (required) errors[name] = 'A value is needed';
      continue;
    }
    try {
      values[name] = valueOf(kind, text);
    } catch (error) {
      errors[name] = (error as Error).message;
    }
  }
  return { values, errors };
}

function valueOf(kind: InputKind, text: string): unknown {
  switch (kind) {
    case 'text':
    case 'choice':
      return text;
    case 'boolean':
      return text === 'true';
    case 'number': {
      const value = Number(text);
      if (Number.isNaN(value)) throw new Error('This is not a number');
      return value;
    }
    case 'json':
      try {
        return JSON.parse(text);
      } catch {
        throw new Error('This is not JSON');
      }
  }
}

function kindOf(schema: JsonSchema): InputKind {
  if (isChoice(schema)) return 'choice';
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

function isChoice(schema: JsonSchema): schema is JsonSchema & { enum: string[] } {
  return Array.isArray(schema.enum) && schema.enum.every((one) => typeof one === 'string');
}

function textOf(value: unknown, kind: InputKind): string {
  if (value === undefined || value === null) return '';
  return kind !== 'json' && typeof value === 'string' ? value : JSON.stringify(value, null, kind === 'json' ? 2 : 0);
}
