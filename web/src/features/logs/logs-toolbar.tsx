import { Button, Chip, Group, NumberInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { memo } from 'react';
import { LevelLabel } from './level-label';
import { LEVELS, SOURCES } from './log-line';
import type { LogTail } from './log-tail';
import { LogMenu } from './log-menu';
import { type LogsFilter, words } from './logs-search';
import { SearchBox } from './search-box';
import { TimeMenu } from './time-menu';

interface LogsToolbarProps {
  serverId: string | undefined;
  filter: LogsFilter;
  tail: LogTail;
  searching: boolean;
  paused: boolean;
  wraps: boolean;
  onWraps: (wraps: boolean) => void;
  onChange: (change: LogsFilter) => void;
}

/** What is searched for and shown. */
export const LogsToolbar = memo(function LogsToolbar(props: LogsToolbarProps) {
  const { serverId, filter, tail, searching, paused, wraps, onWraps, onChange } = props;
  const choose = (key: 'level' | 'source') => (chosen: string[]) => onChange({ [key]: chosen.join(',') || undefined });
  return (
    <>
      <Group gap="xs">
        <SearchBox search={filter} searching={searching} onChange={onChange} />
        <TimeMenu from={filter.from} to={filter.to} onChange={onChange} />
        {tail.isLive && (
          <Button
            variant="default"
            miw={112}
            leftSection={paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
            onClick={() => (paused ? tail.resume() : tail.pause())}
          >
            {paused ? 'Follow' : 'Pause'}
          </Button>
        )}
        <LogMenu serverId={serverId} filter={filter} tail={tail} wraps={wraps} onWraps={onWraps} />
      </Group>
      <Group gap="sm" role="group" aria-label="Filters">
        <Chip.Group multiple value={words(filter.level, LEVELS)} onChange={choose('level')}>
          <Group gap={6}>
            {LEVELS.map((level) => (
              <Chip key={level} value={level} size="xs" variant="outline">
                <LevelLabel level={level} />
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Chip.Group multiple value={words(filter.source, SOURCES)} onChange={choose('source')}>
          <Group gap={6}>
            {SOURCES.map((source) => (
              <Chip key={source} value={source} size="xs" variant="outline">
                {source}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {serverId && (
          <NumberInput
            size="xs"
            w={110}
            aria-label="Run"
            placeholder="Any run"
            prefix="Run "
            min={1}
            allowDecimal={false}
            allowNegative={false}
            value={filter.run ?? ''}
            onChange={(run) => onChange({ run: typeof run === 'number' ? run : undefined })}
          />
        )}
      </Group>
    </>
  );
});
