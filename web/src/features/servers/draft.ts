import type { Server } from '@/lib/api';
import { fieldsOf, type FormField, MAIN_FIELDS, MORE_FIELDS, type ServerType } from './form-fields';

/** A variable or header. Of a secret that is stored the value is not known: `kept` then says that it stays. */
export interface NamedValue {
  name: string;
  value: string;
  secret: boolean;
  kept: boolean;
}

export type DraftValue = string | boolean | NamedValue[];

/** What a form holds: by path, texts for all but switches and named values. */
export interface Draft {
  type: ServerType;
  values: Record<string, DraftValue>;
}

type Wire = string | number | boolean | string[] | Record<string, unknown> | null;

/** The form's view of a definition, or of nothing. */
export function draftOf(server: Partial<Server>, type: ServerType = server.type ?? 'nodejs'): Draft {
  const fields = fieldsOf([...MAIN_FIELDS, ...MORE_FIELDS], type);
  return {
    type,
    values: Object.fromEntries(fields.map((field) => [field.path, shown(field, at(server, field.path))])),
  };
}

/** What a form says for the API to create: nothing where nothing was entered, so that the API's defaults hold. */
export function definitionOf({ type, values }: Draft): Record<string, unknown> {
  const definition = { type };
  for (const field of fieldsOf([...MAIN_FIELDS, ...MORE_FIELDS], type)) {
    const value = wire(field, values[field.path]);
    if (value !== null) put(definition, field.path, value);
  }
  return definition;
}

/** What a form changes, as a JSON Merge Patch: null where something was emptied. */
export function patchOf(before: Draft, after: Draft): Record<string, unknown> {
  const patch = {};
  for (const field of fieldsOf([...MAIN_FIELDS, ...MORE_FIELDS], after.type)) {
    const [old, now] = [before.values[field.path], after.values[field.path]];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    const value = wire(field, now);
    put(patch, field.path, field.kind === 'values' ? withRemovals(old, value) : value);
  }
  return patch;
}

function withRemovals(old: DraftValue | undefined, value: Wire): Record<string, unknown> {
  const names = Array.isArray(old) ? old.map(({ name }) => [name, null]) : [];
  return { ...(Object.fromEntries(names) as object), ...(value as object) };
}

function shown({ kind }: FormField, value: unknown): DraftValue {
  if (kind === 'switch') return value === true;
  if (kind === 'lines') return Array.isArray(value) ? value.join('\n') : '';
  if (kind !== 'values') return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return Object.entries((value ?? {}) as Server['environment']).map(([name, one]) =>
    typeof one === 'string'
      ? { name, value: one, secret: false, kept: false }
      : { name, value: one.value ?? '', secret: one.secret ?? false, kept: one.value === undefined },
  );
}

function wire({ kind }: FormField, value: DraftValue | undefined): Wire {
  if (value === undefined || typeof value === 'boolean') return value ?? null;
  if (typeof value !== 'string') {
    return Object.fromEntries(value.filter(({ name }) => name).map((one) => [one.name, wireValue(one)]));
  }
  if (kind === 'lines') return value === '' ? [] : value.replace(/\n$/, '').split('\n');
  const text = value.trim();
  if (text === '') return null;
  return kind === 'number' && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function wireValue({ value, secret, kept }: NamedValue): unknown {
  return secret && kept ? { secret } : { value, secret };
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  const parent = keys.reduce((inner, key) => (inner[key] ??= {}) as Record<string, unknown>, target);
  parent[last] = value;
}
