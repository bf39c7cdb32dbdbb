import { Group, Text } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconHelpCircle, type TablerIcon } from '@tabler/icons-react';
import type { Schemas } from '@/lib/api';
import { formatTime } from '@/lib/format';
import classes from './tone.module.css';

const LOOKS: Record<Schemas['HealthStatus'], { icon: TablerIcon; tone: string; word: string }> = {
  healthy: { icon: IconCircleCheckFilled, tone: 'good', word: 'Healthy' },
  unhealthy: { icon: IconAlertTriangleFilled, tone: 'bad', word: 'Unhealthy' },
  unknown: { icon: IconHelpCircle, tone: 'quiet', word: 'Unknown' },
};

interface HealthIndicatorProps {
  status: Schemas['HealthStatus'];
  lastCheck: string | null;
}

/** How a server is, by icon and words as well as by colour. */
export function HealthIndicator({ status, lastCheck }: HealthIndicatorProps) {
  const { icon: Icon, tone, word } = LOOKS[status];
  return (
    <Group
      gap={6}
      wrap="nowrap"
      w="fit-content"
      className={classes[tone]}
      title={lastCheck ? `Last checked: ${formatTime(lastCheck)}` : 'Not checked yet'}
    >
      <Icon size={18} aria-hidden />
      <Text size="sm" fw={500}>
        {word}
      </Text>
    </Group>
  );
}
