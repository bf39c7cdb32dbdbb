import { Group, Loader, Text } from '@mantine/core';
import { IconAlertOctagonFilled, IconPlayerPlayFilled, IconPlayerStop, type TablerIcon } from '@tabler/icons-react';
import type { Schemas } from '@/lib/api';
import classes from './tone.module.css';

type State = Schemas['ServerState'];

const LOOKS: Record<State, { icon: TablerIcon | 'busy'; tone: string; word: string }> = {
  running: { icon: IconPlayerPlayFilled, tone: 'good', word: 'Running' },
  starting: { icon: 'busy', tone: 'busy', word: 'Starting' },
  restarting: { icon: 'busy', tone: 'busy', word: 'Restarting' },
  stopping: { icon: 'busy', tone: 'busy', word: 'Stopping' },
  stopped: { icon: IconPlayerStop, tone: 'quiet', word: 'Stopped' },
  error: { icon: IconAlertOctagonFilled, tone: 'bad', word: 'Error' },
};

/** Whether a server runs, by icon and word. */
export function StateLabel({ state }: { state: State }) {
  const { icon: Icon, tone, word } = LOOKS[state];
  return (
    <Group gap={6} wrap="nowrap" className={classes[tone]}>
      {Icon === 'busy' ? <Loader size={16} color="currentColor" aria-hidden /> : <Icon size={16} aria-hidden />}
      <Text size="sm" fw={500}>
        {word}
      </Text>
    </Group>
  );
}
