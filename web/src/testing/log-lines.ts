import type { Schemas } from '@/lib/api';

type LogLine = Schemas['LogLine'];

/** Lines with these messages, one after the other. */
export function logLines(messages: string[], fields: Partial<LogLine> = {}): LogLine[] {
  const first = fields.sequence ?? 1;
  return messages.map((message, index) => ({
    serverId: 'S1',
    run: 1,
    source: 'stderr',
    level: 'error',
    timestamp: '2026-07-28T10:00:00.000Z',
    ...fields,
    sequence: first + index,
    message,
  }));
}
