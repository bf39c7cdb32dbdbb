import { Text } from '@mantine/core';
import { Sparkline } from '@/components/sparkline';
import { formatBytes } from '@/lib/format';
import type { Watched } from '@/lib/usage';

/** Memory and CPU now, with the last minutes of each. */
export function UsageCell({ status }: { status: Watched | undefined }) {
  const last = status?.samples.at(-1);
  if (!status || !last) return null;
  const times = status.samples.map(({ at }) => at);
  return (
    <>
      <div>
        <Sparkline times={times} values={status.samples.map(({ memory }) => memory)} />
        <Text size="xs" c="dimmed">
          {formatBytes(last.memory)}
        </Text>
      </div>
      <div>
        <Sparkline times={times} values={status.samples.map(({ cpu }) => cpu)} max={10} />
        <Text size="xs" c="dimmed">
          {last.cpu.toFixed(1)} % CPU
        </Text>
      </div>
    </>
  );
}
