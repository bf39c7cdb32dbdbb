import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useState } from 'react';
import type { Server } from '@/lib/api';
import { statusesQuery } from '@/lib/usage';
import classes from './server-list.module.css';
import { ServerRow } from './server-row';

interface ServerListProps {
  servers: Server[];
  selected: ReadonlySet<string>;
  onSelect: (id: string, selected: boolean) => void;
}

/** The servers as a table of which only the rows in view exist. */
export function ServerList({ servers, selected, onSelect }: ServerListProps) {
  const { data: statuses } = useQuery(statusesQuery);
  const [body, setBody] = useState<HTMLDivElement | null>(null);
  const rows = useWindowVirtualizer({
    count: servers.length,
    estimateSize: () => 64,
    overscan: 8,
    scrollMargin: body ? body.getBoundingClientRect().top + scrollY : 0,
    getItemKey: (index) => servers[index]?.id ?? index,
  });
  return (
    <Paper withBorder role="table" aria-label="Servers" aria-rowcount={servers.length}>
      <div role="rowgroup" ref={setBody} className={classes.body} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const server = servers[index];
          return (
            server && (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 1}
                data-index={index}
                ref={rows.measureElement}
                className={classes.row}
                style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
              >
                <ServerRow
                  server={server}
                  status={statuses?.[server.id]}
                  selected={selected.has(server.id)}
                  onSelect={onSelect}
                />
              </div>
            )
          );
        })}
      </div>
    </Paper>
  );
}
