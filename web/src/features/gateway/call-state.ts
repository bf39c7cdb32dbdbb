import type { CallMessage } from '@/lib/live-messages';
import { schemaOf, textIn } from './schema';
import type { JsonSchema } from './tool';

/** How far a call is; `total` and `message` as far as the server tells. */
export interface Progress {
  progress: number;
  total: number | undefined;
  message: string | undefined;
}

/** What a server asks, as a form to fill in or as an address to open. */
export interface Question {
  callId: string;
  question: string;
  message: string | undefined;
  schema: JsonSchema;
  url: string | undefined;
}

/** What is to be seen of a call while it runs. */
export interface CallState {
  progress: Progress | undefined;
  /** The latest log messages, as text. */
  logs: string[];
  questions: Question[];
}

const MOST_LOGS = 5;

/** What the events of a call come to. */
export function callState(events: CallMessage[]): CallState {
  const state: CallState = { progress: undefined, logs: [], questions: [] };
  for (const { type, data } of events) {
    switch (type) {
      case 'call:notification':
        notify(state, data.message);
        break;
      case 'call:question':
        // told again to a page that was cut off
        state.questions = [...state.questions.filter(({ question }) => question !== data.question), questionOf(data)];
        break;
      case 'call:settled':
        state.questions = state.questions.filter(({ question }) => question !== data.question);
    }
  }
  return state;
}

function questionOf({ callId, question, params }: { callId: string; question: string; params: unknown }): Question {
  const { message, requestedSchema, url } = members(params);
  return { callId, question, message: textIn(message), schema: schemaOf(requestedSchema), url: textIn(url) };
}

function notify(state: CallState, { method, params }: { method: string; params?: unknown }) {
  if (method === 'notifications/progress') {
    const { progress, total, message } = members(params);
    state.progress = {
      progress: Number(progress),
      total: typeof total === 'number' ? total : undefined,
      message: textIn(message),
    };
  } else if (method === 'notifications/message') {
    const { data } = members(params);
    state.logs = [...state.logs, textIn(data) ?? JSON.stringify(data)].slice(-MOST_LOGS);
  }
}

/** Of what a server wrote, which may be anything. */
function members(params: unknown): Record<string, unknown> {
  return Object(params) as Record<string, unknown>;
}
