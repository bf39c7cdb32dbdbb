import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, body, ProblemError } from './api';
import { systemQuery } from './system';

/** Whether this browser is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ client }) => {
    try {
      await signInByAddress();
      await client.query(systemQuery);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return false;
      throw error;
    }
  },
  staleTime: Infinity,
});

export function signedOut(client: QueryClient): void {
  client.setQueryData(sessionQuery.queryKey, false);
}

export async function signIn(token: string): Promise<void> {
  await body(api.POST('/api/session', { body: { token } }));
}

export async function signOut(client: QueryClient): Promise<void> {
  await body(api.DELETE('/api/session'));
  signedOut(client);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}

/** Signs in with the token of the address that the manager prints (`#token=…`), and removes it from there. */
async function signInByAddress(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(null, '', location.pathname + location.search);
  await signIn(token);
}
