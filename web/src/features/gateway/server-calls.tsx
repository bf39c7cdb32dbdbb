import { Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '@/components/empty';
import { Result } from '@/components/result';
import { Sparkline } from '@/components/sparkline';
import type { Server } from '@/lib/api';
import { CallSummaryTable } from './call-summary-table';
import { CALL_RANGES, type CallRange, callHistoryQuery, callSummaryQuery, latestCallsQuery } from './calls-queries';
import { LatestCalls } from './latest-calls';

/** What clients called at a server, how often, how long it took and how it ended. */
export function ServerCalls({ server }: { server: Server }) {
  const [range, setRange] = useState<CallRange>('24h');
  const summary = useQuery(callSummaryQuery(server.id, range));
  const { data: history = [] } = useQuery(callHistoryQuery(server.id, range));
  const { data: latest = [] } = useQuery(latestCallsQuery(server.id));
  return (
    <Stack>
      <SegmentedControl aria-label="Range" w="fit-content" data={[...CALL_RANGES]} value={range} onChange={setRange} />
      <Result query={summary}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty
              icon={IconArrowsExchange}
              title="No client called it in this time"
              hint="Connect one to see its calls."
            />
          ) : (
            <>
              <Paper withBorder p="md">
                <Text size="xs" c="dimmed" mb="xs">
                  {rows.reduce((sum, { calls }) => sum + calls, 0)} calls over time
                </Text>
                <Sparkline values={history.map(({ calls }) => calls)} height={72} />
              </Paper>
              <CallSummaryTable rows={rows} />
            </>
          )
        }
      </Result>
      {latest.length > 0 && <LatestCalls calls={latest} />}
    </Stack>
  );
}
