import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconSearch, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { serversQuery } from '@/lib/servers';
import { PAGES } from './pages';

/** Ctrl K: every page and every server by name. */
export function Palette() {
  const navigate = useNavigate();
  const { data: servers = [] } = useQuery(serversQuery);
  const actions: SpotlightActionData[] = [
    ...PAGES.map(({ to, label, icon: Icon }) => ({
      id: to,
      label,
      leftSection: <Icon size={18} aria-hidden />,
      onClick: () => void navigate({ to }),
    })),
    ...servers.map(({ id, name, status }) => ({
      id,
      label: name,
      description: status,
      leftSection: <IconServer2 size={18} aria-hidden />,
      onClick: () => void navigate({ to: '/servers/$name', params: { name } }),
    })),
  ];
  return (
    <Spotlight
      actions={actions}
      limit={12}
      shortcut={['mod + K', '/']}
      nothingFound="Nothing of that name"
      searchProps={{ leftSection: <IconSearch size={18} aria-hidden />, placeholder: 'Go to a page or server …' }}
    />
  );
}
