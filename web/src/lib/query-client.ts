import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './api';
import { signedOut } from './session';

/** The one cache of what the manager said; a 401 anywhere leads to the sign-in form. */
export function makeQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ProblemError && error.status === 401) signedOut(client);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // the live socket tells of changes
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status >= 400),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
