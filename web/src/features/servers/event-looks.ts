import {
  IconAlertTriangle,
  IconCheck,
  IconInfoCircle,
  IconLock,
  IconLockOpen,
  IconPlayerPlay,
  IconPlayerStop,
  IconRotateClockwise,
  IconSkull,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Schemas } from '@/lib/api';

interface Look {
  icon: TablerIcon;
  color: string;
  label: string;
}

/** How each kind of event is shown. */
export const EVENT_LOOKS: Record<Schemas['Event']['kind'], Look> = {
  'start-requested': { icon: IconPlayerPlay, color: 'gray', label: 'Start asked for' },
  unreachable: { icon: IconAlertTriangle, color: 'orange', label: 'Cannot be reached' },
  'sign-in-needed': { icon: IconLock, color: 'orange', label: 'Sign-in needed' },
  'signed-in': { icon: IconLockOpen, color: 'teal', label: 'Signed in' },
  notice: { icon: IconInfoCircle, color: 'gray', label: 'Notice' },
  spawned: { icon: IconPlayerPlay, color: 'blue', label: 'Process started' },
  ready: { icon: IconCheck, color: 'teal', label: 'Ready' },
  'mcp-unavailable': { icon: IconAlertTriangle, color: 'orange', label: 'Does not speak MCP' },
  unhealthy: { icon: IconAlertTriangle, color: 'orange', label: 'Unhealthy' },
  'stop-requested': { icon: IconPlayerStop, color: 'gray', label: 'Stop asked for' },
  'restart-requested': { icon: IconRotateClockwise, color: 'gray', label: 'Restart asked for' },
  exited: { icon: IconSkull, color: 'red', label: 'Ended' },
  stopped: { icon: IconPlayerStop, color: 'gray', label: 'Stopped' },
  'restart-scheduled': { icon: IconRotateClockwise, color: 'blue', label: 'Will start again' },
  failed: { icon: IconAlertTriangle, color: 'red', label: 'Failed' },
  'crash-loop': { icon: IconAlertTriangle, color: 'red', label: 'Crash loop' },
  'leftovers-ended': { icon: IconSkull, color: 'gray', label: 'Leftovers ended' },
};
