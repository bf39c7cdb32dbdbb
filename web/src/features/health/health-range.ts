import type { Schemas } from '@/lib/api';

export type HealthRange = Schemas['HealthRange'];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far back the health of a server is shown. */
export const RANGES = [
  { range: '1h', label: '1 h', milliseconds: HOUR },
  { range: '24h', label: '24 h', milliseconds: DAY },
  { range: '7d', label: '7 d', milliseconds: 7 * DAY },
  { range: '30d', label: '30 d', milliseconds: 30 * DAY },
  { range: '1y', label: '1 y', milliseconds: 365 * DAY },
] as const satisfies { range: HealthRange; label: string; milliseconds: number }[];

export const DEFAULT_RANGE = '24h';

/** The address of a server's health. */
export interface HealthSearch {
  range?: HealthRange;
}

/** Reads the address; leaves out what it does not know. */
export function healthSearch(search: Record<string, unknown>): HealthSearch {
  const known = RANGES.find(({ range }) => range === search.range);
  return known ? { range: known.range } : {};
}
