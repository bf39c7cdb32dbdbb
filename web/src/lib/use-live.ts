import { createContext, use, useSyncExternalStore } from 'react';
import type { Live, LiveState } from './live';

/** The live socket of those who are signed in. */
export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('useLive is for those within LiveContext');
  return live;
}

export function useLiveState(): LiveState {
  const live = useLive();
  return useSyncExternalStore(live.subscribe, live.getState);
}
