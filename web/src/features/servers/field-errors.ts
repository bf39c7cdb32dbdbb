import { ProblemError } from '@/lib/api';

/** What the API says of a field, or of something within it such as `args[2]` or `environment.A`. */
export function errorOf(error: Error | null, path: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const found = error.errors.filter(({ field }) => isWithin(field, path));
  return found.map(({ field, message }) => (field === path ? message : `${field} ${message}`)).join('; ') || undefined;
}

/** What a form has no field for, so that it must be told elsewhere. */
export function otherErrors(error: ProblemError, paths: string[]): string[] {
  return error.errors
    .filter(({ field }) => !paths.some((path) => isWithin(field, path)))
    .map(({ field, message }) => `${field} ${message}`);
}

function isWithin(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}
