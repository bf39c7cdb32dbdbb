import { Group, Text } from '@mantine/core';
import { IconBolt, IconBoltOff } from '@tabler/icons-react';
import classes from '@/components/tone.module.css';
import { useLiveState } from '@/lib/use-live';

/** Whether what is shown is up to date. */
export function LiveIndicator() {
  const live = useLiveState() === 'live';
  const Icon = live ? IconBolt : IconBoltOff;
  return (
    <Group gap={4} wrap="nowrap" role="status" className={live ? classes.good : classes.busy}>
      <Icon size={16} aria-hidden />
      <Text size="sm">{live ? 'Live' : 'Offline'}</Text>
    </Group>
  );
}
