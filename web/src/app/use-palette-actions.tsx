import { useMantineColorScheme } from '@mantine/core';
import type { SpotlightActionData, SpotlightFilterFunction } from '@mantine/spotlight';
import { IconContrast, IconPlus, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ACTIONS, isPossible } from '@/features/servers/server-actions';
import { useServerAction } from '@/features/servers/use-server-action';
import { serversQuery } from '@/lib/servers';
import { PAGES } from './pages';

/** All that the palette offers. */
export function usePaletteActions(): SpotlightActionData[] {
  const navigate = useNavigate();
  const { mutate } = useServerAction();
  const { toggleColorScheme } = useMantineColorScheme();
  const { data: servers } = useQuery(serversQuery);
  return useMemo(() => {
    const pages = [...PAGES, { to: '/add', label: 'Add server', icon: IconPlus } as const];
    return [
      ...pages.map(({ to, label, icon: Icon }) => ({
        id: to,
        label,
        leftSection: <Icon size={18} aria-hidden />,
        onClick: () => void navigate({ to }),
      })),
      {
        id: 'colour-scheme',
        label: 'Switch between dark and light',
        leftSection: <IconContrast size={18} aria-hidden />,
        onClick: toggleColorScheme,
      },
      ...(servers ?? []).flatMap((server) => [
        {
          id: server.id,
          label: server.name,
          description: server.status,
          leftSection: <IconServer2 size={18} aria-hidden />,
          onClick: (): void => void navigate({ to: '/servers/$name', params: { name: server.name } }),
        },
        ...ACTIONS.filter(({ action }) => isPossible(action, server)).map(({ action, label, icon: Icon }) => ({
          id: `${action} ${server.id}`,
          label: `${label} ${server.name}`,
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => mutate({ action, servers: [server] }),
        })),
      ]),
    ];
  }, [servers, navigate, mutate, toggleColorScheme]);
}

/** Those of which each word of a query is somewhere in the label or the description. */
export const filterActions: SpotlightFilterFunction = (query, actions) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter((action) => {
    if ('actions' in action) return false;
    const text = `${action.label} ${action.description ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};
