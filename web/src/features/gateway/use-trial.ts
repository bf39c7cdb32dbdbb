import { useMutation, useQueryClient, useQuery, type QueryKey } from '@tanstack/react-query';

/** One try of a tool, resource or prompt, and what came of it. */
export interface Trial {
  number: number;
  at: string;
  input: Record<string, unknown>;
  took: number;
  outcome: { result: Record<string, unknown> } | { error: Error };
}

const MOST = 20;

/** Tries something, and keeps the latest tries as long as the page is open. */
export function useTrial(key: QueryKey, perform: (input: Record<string, unknown>) => Promise<Record<string, unknown>>) {
  const client = useQueryClient();
  const queryKey = ['trials', ...key];
  const { data: trials } = useQuery<Trial[]>({ queryKey, enabled: false, initialData: [], gcTime: Infinity });
  const { mutate, isPending } = useMutation({
    mutationFn: async (input: Record<string, unknown>) => {
      const begin = performance.now();
      const outcome = await perform(input).then(
        (result) => ({ result }),
        (error: unknown) => ({ error: error as Error }),
      );
      const took = performance.now() - begin;
      client.setQueryData<Trial[]>(queryKey, (before = []) => [
        { number: (before[0]?.number ?? 0) + 1, at: new Date().toISOString(), input, took, outcome },
        ...before.slice(0, MOST - 1),
      ]);
    },
  });
  return { trials, tryIt: mutate, isPending };
}
