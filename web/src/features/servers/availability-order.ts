import type { Schemas, Server } from '@/lib/api';

export interface AvailabilityRow {
  name: string;
  availability: number;
  unhealthyTime: number;
}

export interface AvailabilityOrder {
  by: keyof AvailabilityRow;
  descending: boolean;
}

export const WORST_FIRST: AvailabilityOrder = { by: 'availability', descending: false };

/** The servers that were watched, in an order; those that are equal by name. */
export function availabilityRows(
  servers: readonly Server[],
  known: Record<string, Schemas['Availability']>,
  { by, descending }: AvailabilityOrder,
): AvailabilityRow[] {
  const rows = servers.flatMap(({ id, name }) => {
    const { availability = null, unhealthyTime = 0 } = known[id] ?? {};
    return availability === null ? [] : [{ name, availability, unhealthyTime }];
  });
  const compare = (a: AvailabilityRow, b: AvailabilityRow) =>
    by === 'name' ? a.name.localeCompare(b.name) : a[by] - b[by];
  return rows.sort((a, b) => (descending ? compare(b, a) : compare(a, b)) || a.name.localeCompare(b.name));
}

/** What a click on a column leads to: its own order, or the other way round. */
export const orderAfter = (order: AvailabilityOrder, by: AvailabilityOrder['by']): AvailabilityOrder =>
  order.by === by ? { by, descending: !order.descending } : { by, descending: by === 'unhealthyTime' };
