import {
  IconActivityHeartbeat,
  IconArrowsExchange,
  IconFileText,
  IconGauge,
  IconHistory,
  IconPlugConnected,
  IconSettings,
  IconTool,
} from '@tabler/icons-react';

export const SERVER_TABS = [
  { to: '/servers/$name', label: 'Overview', icon: IconGauge },
  { to: '/servers/$name/health', label: 'Health', icon: IconActivityHeartbeat },
  { to: '/servers/$name/logs', label: 'Logs', icon: IconFileText },
  { to: '/servers/$name/tools', label: 'Tools', icon: IconTool },
  { to: '/servers/$name/calls', label: 'Calls', icon: IconArrowsExchange },
  { to: '/servers/$name/events', label: 'Events', icon: IconHistory },
  { to: '/servers/$name/connect', label: 'Connect', icon: IconPlugConnected },
  { to: '/servers/$name/settings', label: 'Settings', icon: IconSettings },
] as const;
