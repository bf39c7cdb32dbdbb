import { Code, Group, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '@/components/empty';
import tones from '@/components/tone.module.css';
import { stripAnsi } from '@/lib/ansi';
import { formatDateTime, formatDuration } from '@/lib/format';
import classes from './incident-list.module.css';
import type { Incident } from './incidents-query';
import { ShowMore } from './show-more';

const FEW = 5;

/** When a server was unhealthy, why, and what it said before. */
export function IncidentList({ incidents, now }: { incidents: Incident[]; now: number }) {
  const [shown, setShown] = useState(FEW);
  if (incidents.length === 0) return <Empty icon={IconCircleCheck} title="It was never unhealthy in this time" />;
  return (
    <Stack gap="sm">
      {incidents.slice(0, shown).map((incident, index) => (
        <IncidentCard key={incident.from} incident={incident} now={now} isLatest={index === 0} />
      ))}
      <ShowMore hidden={incidents.length - shown} onShow={() => setShown(incidents.length)} />
    </Stack>
  );
}

interface IncidentCardProps {
  incident: Incident;
  now: number;
  isLatest: boolean;
}

function IncidentCard({ incident: { from, to, reason, reasons, stderr }, now, isLatest }: IncidentCardProps) {
  const lasted = formatDuration(Math.max((to ? Date.parse(to) : now) - Date.parse(from), 1000));
  const others = reasons.filter((each) => each !== reason);
  return (
    <Paper withBorder p="md">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconAlertTriangleFilled size={18} className={tones.bad} aria-hidden />
        <Stack gap={4} flex={1} miw={0}>
          <Text fw={600}>{reason}</Text>
          <Text size="sm" c="dimmed">
            {formatDateTime(from)} · {to ? `for ${lasted}` : `for ${lasted} until now`}
          </Text>
          {others.length > 0 && <Text size="sm">Then: {others.join(', ')}</Text>}
          {stderr.length > 0 && (
            <details open={isLatest}>
              <summary className={classes.summary}>What it said before</summary>
              <Code block mt={6} mah={200} tabIndex={0} className={classes.stderr}>
                {stderr.map(stripAnsi).join('\n')}
              </Code>
            </details>
          )}
        </Stack>
      </Group>
    </Paper>
  );
}
