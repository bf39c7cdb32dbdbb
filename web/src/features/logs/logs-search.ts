import { LEVELS, type LogLine, SOURCES } from './log-line';

/** Which lines are chosen, by the names that the API has; it is kept in the address. */
export interface LogsFilter {
  q?: string;
  regex?: true;
  case?: true;
  /** Joined by commas, as `source` is. */
  level?: string;
  source?: string;
  run?: number;
  from?: string;
  to?: string;
}

/** The address of a log. */
export interface LogsSearch extends LogsFilter {
  /** Server and sequence of the line whose context is shown. */
  at?: string;
}

/** Reads the address; leaves out what it does not know. */
export function logsSearch(search: Record<string, unknown>): LogsSearch {
  const { q, regex, case: exact, level, source, run, from, to, at } = search;
  const found: LogsSearch = {
    // the router reads what looks like a number as one
    q: typeof q === 'string' || typeof q === 'number' || typeof q === 'boolean' ? String(q) : undefined,
    regex: regex === true ? true : undefined,
    case: exact === true ? true : undefined,
    level: words(level, LEVELS).join(','),
    source: words(source, SOURCES).join(','),
    run: Number.isSafeInteger(run) && Number(run) >= 0 ? Number(run) : undefined,
    from: instant(from),
    to: instant(to),
    at: typeof at === 'string' && parseAt(at) ? at : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== ''));
}

/** What is chosen, without what else the address has. */
export function filterOf(search: LogsSearch): LogsFilter {
  const filter = { ...search };
  delete filter.at;
  return filter;
}

/** Those of the known words that a list joined by commas has. */
export function words<T extends string>(list: unknown, known: readonly T[]): T[] {
  const given = typeof list === 'string' ? list.split(',') : [];
  return known.filter((word) => given.includes(word));
}

export const formatAt = ({ serverId, sequence }: LogLine): string => `${serverId}.${sequence}`;

export function parseAt(at: string): { serverId: string; sequence: number } | undefined {
  const [, serverId, sequence] = /^([\w-]+)\.([1-9]\d{0,14})$/.exec(at) ?? [];
  return serverId && sequence ? { serverId, sequence: Number(sequence) } : undefined;
}

export const isFiltered = (filter: LogsFilter): boolean => Object.values(filter).some((value) => value !== undefined);

function instant(value: unknown): string | undefined {
  const date = new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
