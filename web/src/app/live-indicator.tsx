import { Group, Text } from '@mantine/core';
import { IconBolt, IconBoltOff } from '@tabler/icons-react';
import classes from '@/components/tone.module.css';
import { useLiveState } from '@/lib/use-live';

const WORDS = { connecting: 'Connecting', live: 'Live', offline: 'Offline' };

/** Whether what is shown is up to date. */
export function LiveIndicator() {
  const state = useLiveState();
  const Icon = state === 'offline' ? IconBoltOff : IconBolt;
  return (
    <Group gap={4} wrap="nowrap" role="status" className={state === 'live' ? classes.good : classes.busy}>
      <Icon size={16} aria-hidden />
      <Text size="sm">{WORDS[state]}</Text>
    </Group>
  );
}
