import { Code, Paper } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { Empty } from '@/components/empty';
import type { Schemas } from '@/lib/api';
import { formatTime } from '@/lib/format';

/** Lines that were given newest first, in the order in which they came. */
export function LatestLines({ lines }: { lines: Schemas['LogLine'][] }) {
  if (lines.length === 0) return <Empty icon={IconFileText} title="Nothing was printed yet" />;
  return (
    <Paper withBorder>
      <Code block>
        {lines.toReversed().map(({ sequence, timestamp, level, message }) => (
          <div key={sequence}>
            {formatTime(timestamp)} {level} {message}
          </div>
        ))}
      </Code>
    </Paper>
  );
}
