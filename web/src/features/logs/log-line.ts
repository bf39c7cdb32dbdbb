import type { Schemas } from '@/lib/api';

export type LogLine = Schemas['LogLine'];
export type Level = LogLine['level'];

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies Level[];
export const SOURCES = ['stdout', 'stderr', 'system', 'wire'] as const satisfies LogLine['source'][];
