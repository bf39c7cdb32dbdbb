import {
  IconBellRinging,
  IconFileText,
  IconHome,
  IconPlugConnected,
  IconServer2,
  IconSettings,
} from '@tabler/icons-react';

/** The pages that navigation and palette offer. */
export const PAGES = [
  { to: '/', label: 'Overview', icon: IconHome },
  { to: '/servers', label: 'Servers', icon: IconServer2 },
  { to: '/logs', label: 'Logs', icon: IconFileText },
  { to: '/connect', label: 'Connect', icon: IconPlugConnected },
  { to: '/alerts', label: 'Alerts', icon: IconBellRinging },
  { to: '/system', label: 'System', icon: IconSettings },
] as const;
