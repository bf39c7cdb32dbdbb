import { stripAnsi } from '@/lib/ansi';
import { LEVELS, type LogLine, SOURCES } from './log-line';
import { type LogsFilter, words } from './logs-search';
import { makeMatcher } from './matcher';

/** Whether a line that just came is chosen; undefined if no line that comes can be, or only the manager can tell. */
export function liveFilter(filter: LogsFilter): ((line: LogLine) => boolean) | undefined {
  const match = makeMatcher(filter);
  if (filter.to || (filter.q && !match)) return undefined;
  const levels = words(filter.level, LEVELS);
  const sources = words(filter.source, SOURCES);
  return ({ level, source, run, timestamp, message }) =>
    (levels.length === 0 || levels.includes(level)) &&
    (sources.length === 0 || sources.includes(source)) &&
    (filter.run === undefined || filter.run === run) &&
    (!filter.from || timestamp >= filter.from) &&
    (!match || match(stripAnsi(message)) !== null);
}
