import { Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Failure } from '@/components/failure';
import { formatMilliseconds, formatTime } from '@/lib/format';
import { ResultView } from './result-view';
import type { Trial } from './use-trial';

/** What came of the latest tries, the newest first. */
export function Trials({ trials }: { trials: Trial[] }) {
  if (trials.length === 0) return null;
  return (
    <Stack gap="sm">
      <Title order={3}>Results</Title>
      {trials.map(({ number, at, input, took, outcome }) => (
        <Paper key={number} withBorder p="sm" component="article" aria-label={`Result ${number}`}>
          <Stack gap="xs">
            <Group justify="space-between" gap="xs">
              <Code>{JSON.stringify(input)}</Code>
              <Text size="xs" c="dimmed">
                {formatTime(at)} · {formatMilliseconds(took)}
              </Text>
            </Group>
            {'result' in outcome ? <ResultView result={outcome.result} /> : <Failure error={outcome.error} />}
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}
