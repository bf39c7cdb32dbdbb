import { Button, Group, Text } from '@mantine/core';
import { formatDateTime } from '@/lib/format';
import classes from './log-view.module.css';
import type { LogTail, TailState } from './log-tail';

/** What the list shows, and what it waits for. */
export function LogStatus({ tail, state }: { tail: LogTail; state: TailState }) {
  const { rows, searching, searchedTo, timedOut, paused } = state;
  return (
    <Group gap="sm" className={classes.status}>
      <Text size="xs" c="dimmed">
        {statusText(rows.length, tail.isLive, paused)}
      </Text>
      {searching && (
        <Text size="xs" c="dimmed">
          {searchedTo ? `Searching … back to ${formatDateTime(searchedTo)}` : 'Searching …'}
        </Text>
      )}
      {timedOut && (
        <Button size="compact-xs" variant="default" onClick={() => tail.loadEarlier()}>
          Search further back
        </Button>
      )}
    </Group>
  );
}

function statusText(rows: number, isLive: boolean, paused: boolean): string {
  const loaded = `${rows.toLocaleString()} ${rows === 1 ? 'entry' : 'entries'} loaded`;
  if (!isLive) return loaded;
  return paused ? `${loaded} · paused` : `${loaded} · following`;
}
