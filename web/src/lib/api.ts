import createClient from 'openapi-fetch';
import type { components, paths } from './schema.gen';

export type Schemas = components['schemas'];
/** A server as the API shows it: what its user set is always there in answers. */
export type Server = Required<Schemas['ServerInput']> & Schemas['Server'];
export type Status = Schemas['Status'];
export type Problem = Schemas['Problem'];

/** What the manager refused, or why it could not be asked (status 0). */
export class ProblemError extends Error {
  readonly status: number;
  readonly errors: { field: string; message: string }[];
  readonly stderr: string[];

  constructor(problem: Partial<Problem>, status: number) {
    super(problem.detail ?? `The manager answered with status ${status}.`);
    this.status = status;
    this.errors = problem.errors ?? [];
    this.stderr = problem.stderr ?? [];
  }
}

export const api = createClient<paths>({
  fetch: (request) =>
    fetch(request).catch((cause: unknown) => {
      if (request.signal.aborted) throw cause;
      throw new ProblemError({ detail: 'The manager does not answer. Is it running?' }, 0);
    }),
});

type Reply<T> = Promise<{ data?: T; error?: Problem; response: Response }>;

/** The body of a reply; throws ProblemError for what was refused. */
export async function body<T>(reply: Reply<T>): Promise<T> {
  const { data, error, response } = await reply;
  if (!response.ok) throw new ProblemError(error ?? {}, response.status);
  return data as T;
}

/** What a reply has under `data`. */
export async function data<T>(reply: Reply<{ data: T } | string>): Promise<T> {
  // the types also tell of streams of text, which only those get who accept them
  return ((await body(reply)) as { data: T }).data;
}
