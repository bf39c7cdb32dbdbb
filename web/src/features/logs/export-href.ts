import type { LogsFilter } from './logs-search';

export const FORMATS = [
  { format: 'json', label: 'JSON' },
  { format: 'csv', label: 'CSV, for spreadsheets' },
  { format: 'txt', label: 'Text' },
] as const;

/** Where all lines that are chosen, however many, are had as a file. */
export function exportHref(serverId: string | undefined, filter: LogsFilter, format: string): string {
  const parameters = new URLSearchParams({ format });
  for (const [key, value] of Object.entries(filter)) if (value !== undefined) parameters.set(key, String(value));
  return `/api/${serverId ? `servers/${serverId}/` : ''}logs/export?${parameters}`;
}
