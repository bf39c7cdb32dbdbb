import { Group, Text, Tooltip } from '@mantine/core';
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
    <Tooltip label={lastCheck ? `Last checked: ${formatTime(lastCheck)}` : 'Not checked yet'}>
      <Group gap={6} wrap="nowrap" className={classes[tone]} w="fit-content">
        <Icon size={18} aria-hidden />
        <Text size="sm" fw={500}>
          {word}
        </Text>
      </Group>
    </Tooltip>
  );
}
