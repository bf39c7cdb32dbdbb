import { Stack } from '@mantine/core';
import { IconSearchOff, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { serversQuery } from '@/lib/servers';
import { AddServerButton } from './add-server-button';
import { BulkActions } from './bulk-actions';
import { filterServers } from './filter-servers';
import { ServerList } from './server-list';
import type { ServersSearch } from './servers-search';
import { ServersToolbar } from './servers-toolbar';
import { useSelection } from './use-selection';

interface ServersPageProps {
  search: ServersSearch;
  onSearch: (search: ServersSearch) => void;
}

export function ServersPage({ search, onSearch }: ServersPageProps) {
  const query = useQuery(serversQuery);
  return (
    <Page title="Servers" actions={<AddServerButton />}>
      <Result query={query}>
        {(servers) =>
          servers.length === 0 ? (
            <Empty
              icon={IconServer2}
              title="There are no servers yet"
              hint="Paste the configuration of a client, or a command line; examples are ready to try."
            >
              <AddServerButton />
            </Empty>
          ) : (
            <>
              <ServersToolbar search={search} onChange={onSearch} />
              <Found servers={servers} search={search} />
            </>
          )
        }
      </Result>
    </Page>
  );
}

function Found({ servers, search }: { servers: Server[]; search: ServersSearch }) {
  const wanted = useDeferredValue(search);
  const found = useMemo(() => filterServers(servers, wanted), [servers, wanted]);
  const { ids, selected, select, selectAll, clear } = useSelection(found);
  if (found.length === 0) {
    return <Empty icon={IconSearchOff} title="No server is like that" hint="Change the search or the filters." />;
  }
  return (
    <Stack gap="xs">
      <BulkActions shown={found.length} selected={selected} onSelectAll={selectAll} onClear={clear} />
      <ServerList servers={found} selected={ids} onSelect={select} />
    </Stack>
  );
}
