import { useState } from 'react';
import { useMutation, useQueryClient, useQuery, type QueryKey } from '@tanstack/react-query';
import type { CallMessage } from '@/lib/live-messages';
import { useLive } from '@/lib/use-live';

/** One try of a tool, resource or prompt, and what came of it. */
export interface Trial {
  number: number;
  at: string;
  input: Record<string, unknown>;
  took: number;
  outcome: { result: Record<string, unknown> } | { error: Error };
}

/** How a call can be followed, and how long it may take with all that its user has to enter. */
export interface FollowedCall {
  callId: string;
  timeout: string;
}

export type Perform = (input: Record<string, unknown>, call: FollowedCall) => Promise<Record<string, unknown>>;

const MOST = 20;
const MOST_EVENTS = 200;
const TIMEOUT = '10m';

/** Tries something, and keeps the latest tries as long as the page is open. */
export function useTrial(key: QueryKey, perform: Perform) {
  const live = useLive();
  const [events, setEvents] = useState<CallMessage[]>([]);
  const client = useQueryClient();
  const queryKey = ['trials', ...key];
  const { data: trials } = useQuery<Trial[]>({ queryKey, enabled: false, initialData: [], gcTime: Infinity });
  const { mutate, isPending } = useMutation({
    mutationFn: async (input: Record<string, unknown>) => {
      const begin = performance.now();
      const callId = newCallId();
      setEvents([]);
      const leave = live.followCall(callId, (message) =>
        setEvents((before) => [...before.slice(1 - MOST_EVENTS), message]),
      );
      const outcome = await perform(input, { callId, timeout: TIMEOUT }).then(
        (result) => ({ result }),
        (error: unknown) => ({ error: error as Error }),
      );
      leave();
      const took = performance.now() - begin;
      client.setQueryData<Trial[]>(queryKey, (before = []) => [
        { number: (before[0]?.number ?? 0) + 1, at: new Date().toISOString(), input, took, outcome },
        ...before.slice(0, MOST - 1),
      ]);
    },
  });
  return { trials, tryIt: mutate, isPending, events };
}

function newCallId(): string {
  // crypto.randomUUID is only there over HTTPS and on this machine
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
