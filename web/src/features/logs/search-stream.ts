import { api, body } from '@/lib/api';
import type { LogLine } from './log-line';
import type { LogsFilter } from './logs-search';

/** What a search tells while it goes on: lines newest first, how far it looked, and last what the page has besides. */
export interface SearchMessage {
  lines?: LogLine[];
  progress?: { sequence: number; timestamp: string };
  end?: { next: string | null; timedOut: boolean; damagedBlocks: number };
}

export type LogQuery = LogsFilter & { limit: number; cursor?: string };

/** A page of the lines that are chosen, as they are found, of one server or of all. */
export async function* searchLines(
  serverId: string | undefined,
  query: LogQuery,
  signal: AbortSignal,
): AsyncGenerator<SearchMessage> {
  const options = { headers: { Accept: 'application/x-ndjson' }, parseAs: 'stream', signal } as const;
  const stream = await body(
    serverId
      ? api.GET('/api/servers/{id}/logs/search', { params: { path: { id: serverId }, query }, ...options })
      : api.GET('/api/logs/search', { params: { query }, ...options }),
  );
  if (!stream) return;
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const texts = (rest + chunk.value).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) yield JSON.parse(text) as SearchMessage;
  }
}

/** The sequence of the latest line; 0 if there is none. */
export async function latestSequence(serverId: string | undefined, signal: AbortSignal): Promise<number> {
  for await (const { lines } of searchLines(serverId, { limit: 1 }, signal)) if (lines?.[0]) return lines[0].sequence;
  return 0;
}
