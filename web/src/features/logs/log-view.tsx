import { Button, Stack, Text } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconFileText, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Empty } from '@/components/empty';
import { Failure } from '@/components/failure';
import { serversQuery } from '@/lib/servers';
import { ContextDrawer } from './context-drawer';
import { LogHistogram } from './log-histogram';
import { LogList } from './log-list';
import { LogStatus } from './log-status';
import { filterOf, isFiltered, type LogsFilter, type LogsSearch } from './logs-search';
import { LogsToolbar } from './logs-toolbar';
import classes from './log-view.module.css';
import { makeMatcher } from './matcher';
import { useLogTail } from './use-log-tail';

export interface LogAddress {
  search: LogsSearch;
  /** Changes the address by these, as a new entry of the history if asked. */
  onSearch: (change: LogsSearch) => void;
}

/** The log of a server, or of all: search, filters, counts over time and lines as they come. */
export function LogView({ serverId, search, onSearch }: LogAddress & { serverId?: string }) {
  const { at } = search;
  const filter = useMemo(() => filterOf(search), [search]);
  const { tail, state } = useLogTail(serverId, filter);
  const { data: servers } = useQuery(serversQuery);
  const names = useMemo(() => new Map(servers?.map(({ id, name }) => [id, name])), [servers]);
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [chosen, setWraps] = useLocalStorage<boolean | null>({ key: 'wrap-lines', defaultValue: null });
  const wraps = chosen ?? narrow;
  const { q, regex, case: exact } = filter;
  const match = useMemo(() => makeMatcher({ q, regex, case: exact }), [q, regex, exact]);
  const isEmpty = state.rows.length === 0 && !state.searching;
  return (
    <Stack gap="xs">
      <LogsToolbar
        serverId={serverId}
        filter={filter}
        tail={tail}
        searching={state.searching}
        paused={state.paused}
        wraps={wraps}
        onWraps={setWraps}
        onChange={onSearch}
      />
      <div className={classes.counts}>
        <LogHistogram serverId={serverId} filter={filter} onZoom={onSearch} />
        <LogStatus tail={tail} state={state} />
      </div>
      {state.error && <Failure error={state.error} retry={() => tail.restart()} />}
      {isEmpty && !state.error && <Nothing filtered={isFiltered(filter)} onClear={() => onSearch(NO_FILTER)} />}
      {!isEmpty && (
        <LogList
          tail={tail}
          state={state}
          serverNames={serverId ? undefined : names}
          match={match}
          wraps={wraps}
          rowHeight={narrow ? 46 : 20}
        />
      )}
      {at && (
        <ContextDrawer
          at={at}
          serverName={names.get(at.split('.')[0] ?? '')}
          match={match}
          onClose={() => onSearch({ at: undefined })}
        />
      )}
    </Stack>
  );
}

const NO_FILTER: LogsFilter = {
  q: undefined,
  level: undefined,
  source: undefined,
  run: undefined,
  from: undefined,
  to: undefined,
};

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered)
    return <Empty icon={IconFileText} title="Nothing was printed yet" hint="Lines show here as they come." />;
  return (
    <Empty icon={IconSearchOff} title="No line is like that">
      <Button variant="default" onClick={onClear}>
        Show all lines
      </Button>
      <Text size="sm" c="dimmed">
        Lines that come and match will show here.
      </Text>
    </Empty>
  );
}
