import type { Schemas } from './api';

/** What the manager sends over the live socket. */
export type LiveMessage =
  | { type: 'server:status'; data: StatusChange }
  | { type: 'server:event'; data: LiveEvent }
  | { type: 'health:update'; data: HealthUpdate }
  | { type: 'logs:new'; data: { topic: string; lines: Schemas['LogLine'][] } }
  | { type: 'gap'; data: { missed: number; topic?: string; serverId?: string } }
  | CallMessage
  | { type: 'subscribed' | 'error'; data: unknown };

/** What happens in a call that this page makes. */
export type CallMessage =
  | { type: 'call:notification'; data: { callId: string; message: { method: string; params?: unknown } } }
  | { type: 'call:question'; data: { callId: string; question: string; params: unknown } }
  | { type: 'call:settled'; data: { callId: string; question: string; action: string } };

export interface StatusChange {
  serverId: string;
  status: Schemas['ServerState'];
  pid: number | null;
  startTime: string | null;
  restarts: number;
  lastExit: string | null;
  error: string | null;
  signIn: Schemas['SignIn'];
  timestamp: string;
}

/** An event of a run, or what became of a definition: `created`, `changed`, `deleted`. */
export type LiveEvent = Omit<Schemas['Event'], 'kind'> & {
  kind: Schemas['Event']['kind'] | 'created' | 'changed' | 'deleted';
};

export interface HealthUpdate {
  serverId: string;
  status: Schemas['HealthStatus'];
  previousStatus: Schemas['HealthStatus'];
  reason: string;
  responseTime: number | null;
  error: string | null;
  timestamp: string;
}
