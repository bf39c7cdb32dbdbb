import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { HealthChart } from './health-chart';
import { HealthFacts } from './health-facts';
import { healthHistoryQuery } from './health-history-query';
import { DEFAULT_RANGE, type HealthSearch, RANGES } from './health-range';
import { healthSummaryQuery } from './health-summary-query';
import { IncidentList } from './incident-list';
import { incidentsQuery } from './incidents-query';
import { useCheckNow } from './use-check-now';

interface ServerHealthProps {
  server: Server;
  search: HealthSearch;
  onSearch: (search: HealthSearch) => void;
}

/** How healthy a server was over a range of time. */
export function ServerHealth({ server, search, onSearch }: ServerHealthProps) {
  const { range = DEFAULT_RANGE } = search;
  const summary = useQuery(healthSummaryQuery(server.id, range));
  const history = useQuery(healthHistoryQuery(server.id, range));
  const incidents = useQuery(incidentsQuery(server.id, range));
  const check = useCheckNow(server);
  const length = RANGES.find((each) => each.range === range)?.milliseconds ?? 0;
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          aria-label="Range"
          data={RANGES.map((each) => ({ value: each.range, label: each.label }))}
          value={range}
          onChange={(value) => onSearch({ range: value })}
        />
        <Button
          variant="default"
          leftSection={<IconStethoscope size={16} aria-hidden />}
          loading={check.isPending}
          disabled={server.status !== 'running'}
          onClick={() => check.mutate()}
        >
          Check now
        </Button>
      </Group>
      <Result query={summary}>{(data) => <HealthFacts summary={data} />}</Result>
      <Result query={history}>
        {(points) =>
          points.length === 0 ? (
            <Text c="dimmed" size="sm">
              No check was made in this time: a server is checked while it runs.
            </Text>
          ) : (
            <HealthChart
              points={points}
              incidents={incidents.data ?? NONE}
              now={history.dataUpdatedAt}
              length={length}
            />
          )
        }
      </Result>
      <Title order={2}>Incidents</Title>
      <Result query={incidents}>{(found) => <IncidentList incidents={found} now={incidents.dataUpdatedAt} />}</Result>
    </Stack>
  );
}

const NONE: never[] = [];
