import type { Server } from '@/lib/api';
import { ALL_FIELDS, fieldsOf, type FormField, type ServerType } from './form-fields';

/** A variable or header. Of a secret that is stored the value is not known: `kept` then says that it stays. */
export interface NamedValue {
  name: string;
  value: string;
  secret: boolean;
  kept: boolean;
}

/** What of the machine a container sees. */
export interface Mount {
  source: string;
  target: string;
  readOnly: boolean;
  trusted: boolean;
}

/** A value that is never read back. Of one that is stored nothing is known: `kept` then says that it stays. */
export interface SecretText {
  value: string;
  kept: boolean;
}

export type DraftValue = string | boolean | SecretText | NamedValue[] | Mount[];

export const NEW_MOUNT: Mount = { source: '', target: '', readOnly: true, trusted: false };

/** What a form holds: by path, texts for all but switches, secrets, named values and mounts. */
export interface Draft {
  type: ServerType;
  values: Record<string, DraftValue>;
}

type Wire = string | number | boolean | unknown[] | Record<string, unknown> | null;

/** The form's view of a definition, or of nothing. */
export function draftOf(server: Partial<Server>, type: ServerType = server.type ?? 'nodejs'): Draft {
  const fields = fieldsOf(ALL_FIELDS, type);
  return {
    type,
    values: Object.fromEntries(fields.map((field) => [field.path, shown(field, at(server, field.path))])),
  };
}

/** What a form says for the API to create: nothing where nothing was entered, so that the API's defaults hold. */
export function definitionOf({ type, values }: Draft): Record<string, unknown> {
  const definition = { type };
  for (const field of fieldsOf(ALL_FIELDS, type)) {
    const value = wire(field, values[field.path]);
    if (value !== null) put(definition, field.path, value);
  }
  return definition;
}

/** What a form says for the API to create like another: all of that one's, but for what was changed. */
export function copyOf(original: Server, draft: Draft): Record<string, unknown> {
  if (draft.type !== original.type) return definitionOf(draft);
  return merged({ ...original }, patchOf(draftOf(original), draft));
}

function merged(target: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const result = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = isObject(value) ? merged(isObject(result[key]) ? result[key] : {}, value) : value;
  }
  return result;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a form changes, as a JSON Merge Patch: null where something was emptied. */
export function patchOf(before: Draft, after: Draft): Record<string, unknown> {
  const patch = {};
  for (const field of fieldsOf(ALL_FIELDS, after.type)) {
    const [old, now] = [before.values[field.path], after.values[field.path]];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    const value = wire(field, now);
    put(patch, field.path, field.kind === 'values' ? withRemovals(old, value) : value);
  }
  return patch;
}

function withRemovals(old: DraftValue | undefined, value: Wire): Record<string, unknown> {
  const names = Array.isArray(old) ? old.map((one) => ['name' in one ? one.name : '', null]) : [];
  return { ...(Object.fromEntries(names) as object), ...(value as object) };
}

function shown({ kind, initial }: FormField, value: unknown): DraftValue {
  if (kind === 'switch') return typeof value === 'boolean' ? value : initial === true;
  if (kind === 'mounts') return ((value ?? []) as Partial<Mount>[]).map((mount) => ({ ...NEW_MOUNT, ...mount }));
  if (kind === 'secret') return { value: '', kept: value !== undefined };
  if (kind === 'values') return namedValues((value ?? {}) as Server['environment']);
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return typeof initial === 'string' ? initial : '';
}

function namedValues(values: Server['environment']): NamedValue[] {
  return Object.entries(values).map(([name, one]) =>
    typeof one === 'string'
      ? { name, value: one, secret: false, kept: false }
      : { name, value: one.value ?? '', secret: one.secret ?? false, kept: one.value === undefined },
  );
}

function wire({ kind }: FormField, value: DraftValue | undefined): Wire {
  if (value === undefined || typeof value === 'boolean') return value ?? null;
  if (kind === 'mounts') return value as Mount[];
  if (kind === 'secret') return wireSecret(value as SecretText);
  if (typeof value !== 'string') {
    const named = (value as NamedValue[]).filter(({ name }) => name);
    return Object.fromEntries(named.map((one) => [one.name, wireValue(one)]));
  }
  if (kind === 'lines' || kind === 'words') return value === '' ? [] : value.replace(/\n$/, '').split('\n');
  const text = value.trim();
  if (text === '') return null;
  return kind === 'number' && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function wireSecret({ value, kept }: SecretText): Wire {
  return kept ? { secret: true } : value || null;
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
