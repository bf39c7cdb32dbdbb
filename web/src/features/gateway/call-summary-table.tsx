import { Paper, Table } from '@mantine/core';
import type { Schemas } from '@/lib/api';
import { formatMilliseconds } from '@/lib/format';

/** What was called most often first. */
export function CallSummaryTable({ rows }: { rows: Schemas['CallSummary'][] }) {
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label="What was called" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {['Called', 'Calls', 'Failed', 'Cancelled', 'Half within', '95 % within'].map((label) => (
                <Table.Th key={label}>{label}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ method, name, calls, failures, cancelled, p50, p95 }) => (
              <Table.Tr key={`${method} ${name}`}>
                <Table.Td>{name ? `${name} (${method})` : method}</Table.Td>
                <Table.Td>{calls}</Table.Td>
                <Table.Td c={failures > 0 ? 'red' : undefined}>{failures}</Table.Td>
                <Table.Td>{cancelled}</Table.Td>
                <Table.Td>{p50 === null ? '–' : formatMilliseconds(p50)}</Table.Td>
                <Table.Td>{p95 === null ? '–' : formatMilliseconds(p95)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
