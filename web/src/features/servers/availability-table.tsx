import { Group, Table, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { TextLink } from '@/components/text-link';
import { formatDuration, formatPercent } from '@/lib/format';
import { type AvailabilityOrder, type AvailabilityRow, orderAfter } from './availability-order';

const COLUMNS = [
  { by: 'name', label: 'Server' },
  { by: 'availability', label: 'Available' },
  { by: 'unhealthyTime', label: 'Unhealthy' },
] as const;

interface AvailabilityTableProps {
  rows: AvailabilityRow[];
  order: AvailabilityOrder;
  onOrder: (order: AvailabilityOrder) => void;
}

export function AvailabilityTable({ rows, order, onOrder }: AvailabilityTableProps) {
  const Arrow = order.descending ? IconChevronDown : IconChevronUp;
  return (
    <Table aria-label="Availability of servers" horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map(({ by, label }) => {
            const sorted = order.by === by;
            return (
              <Table.Th key={by} aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : 'none'}>
                <UnstyledButton fz="sm" fw={600} onClick={() => onOrder(orderAfter(order, by))}>
                  <Group gap={4} wrap="nowrap" style={{ whiteSpace: 'nowrap' }}>
                    {label}
                    {sorted && <Arrow size={14} aria-hidden />}
                  </Group>
                </UnstyledButton>
              </Table.Th>
            );
          })}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, availability, unhealthyTime }) => (
          <Table.Tr key={name}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/servers/$name/health" params={{ name }} c="inherit" fz="sm">
                {name}
              </TextLink>
            </Table.Td>
            <Table.Td>{formatPercent(availability)}</Table.Td>
            <Table.Td>{unhealthyTime === 0 ? 'no time' : formatDuration(unhealthyTime)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
