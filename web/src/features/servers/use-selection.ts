import { useCallback, useMemo, useState } from 'react';
import type { Server } from '@/lib/api';

const NONE: ReadonlySet<string> = new Set();

/** Which of the servers that are shown are selected. */
export function useSelection(servers: Server[]) {
  const [ids, setIds] = useState(NONE);
  const select = useCallback((id: string, selected: boolean) => {
    setIds((before) => {
      const after = new Set(before);
      if (selected) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);
  const selected = useMemo(() => servers.filter(({ id }) => ids.has(id)), [servers, ids]);
  return {
    ids,
    selected,
    select,
    selectAll: () => setIds(new Set(servers.map(({ id }) => id))),
    clear: () => setIds(NONE),
  };
}
