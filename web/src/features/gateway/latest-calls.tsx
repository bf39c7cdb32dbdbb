import { Paper, Table, Title } from '@mantine/core';
import type { Schemas } from '@/lib/api';
import { formatBytes, formatDateTime, formatMilliseconds } from '@/lib/format';

export function LatestCalls({ calls }: { calls: Schemas['Call'][] }) {
  return (
    <section>
      <Title order={2} mb="xs">
        Latest calls
      </Title>
      <Paper withBorder>
        <Table.ScrollContainer minWidth={640}>
          <Table aria-label="Latest calls" verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                {['When', 'Client', 'Called', 'Outcome', 'Took', 'Answer'].map((label) => (
                  <Table.Th key={label}>{label}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {calls.map(({ startedAt, client, method, name, outcome, duration, responseBytes }, index) => (
                <Table.Tr key={index}>
                  <Table.Td>{formatDateTime(startedAt)}</Table.Td>
                  <Table.Td>{client || '–'}</Table.Td>
                  <Table.Td>{name ? `${name} (${method})` : method}</Table.Td>
                  <Table.Td c={outcome === 'ok' || outcome === 'cancelled' ? undefined : 'red'}>{outcome}</Table.Td>
                  <Table.Td>{formatMilliseconds(duration)}</Table.Td>
                  <Table.Td>{formatBytes(responseBytes)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Paper>
    </section>
  );
}
