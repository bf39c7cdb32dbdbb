import { Facts } from '@/components/facts';
import type { Schemas } from '@/lib/api';
import { formatDuration, formatMilliseconds, formatPercent } from '@/lib/format';

/** A server's health over a range, in numbers. */
export function HealthFacts({ summary }: { summary: Schemas['HealthSummary'] }) {
  const { availability, unhealthyTime, uptime, totalChecks, unhealthyChecks } = summary;
  const { averageResponseTime, p50, p95, p99 } = summary;
  return (
    <Facts
      facts={[
        ['Availability, by time', known(availability, formatPercent)],
        ['Unhealthy for', unhealthyTime === 0 ? 'no time' : formatDuration(unhealthyTime)],
        ['Successful checks', known(uptime, formatPercent)],
        ['Failed checks', `${unhealthyChecks.toLocaleString()} of ${totalChecks.toLocaleString()}`],
        // none of those who only look whether a process lives has times
        ...(p50 === null
          ? []
          : ([
              ['Median response', formatMilliseconds(p50)],
              ['Average response', known(averageResponseTime, formatMilliseconds)],
              ['95 % answered within', known(p95, formatMilliseconds)],
              ['99 % answered within', known(p99, formatMilliseconds)],
            ] satisfies [string, string | null][])),
      ]}
    />
  );
}

const known = (value: number | null, format: (value: number) => string) => (value === null ? null : format(value));
