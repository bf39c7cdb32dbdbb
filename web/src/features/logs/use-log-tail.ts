import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useLive } from '@/lib/use-live';
import { LogTail } from './log-tail';
import type { LogsFilter } from './logs-search';

/** The chosen lines of a server, or of all, while the component is shown. */
export function useLogTail(serverId: string | undefined, filter: LogsFilter) {
  const live = useLive();
  const { q, regex, case: exact, level, source, run, from, to } = filter;
  const tail = useMemo(
    () => new LogTail(live, serverId, { q, regex, case: exact, level, source, run, from, to }),
    [live, serverId, q, regex, exact, level, source, run, from, to],
  );
  useEffect(() => {
    tail.start();
    return () => tail.stop();
  }, [tail]);
  return { tail, state: useSyncExternalStore(tail.subscribe, tail.getState) };
}
