import { useQuery } from '@tanstack/react-query';
import { Facts } from '@/components/facts';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { formatMilliseconds, formatPercent } from '@/lib/format';
import { healthSummaryQuery } from './health-summary-query';

export function ServerHealth({ server }: { server: Server }) {
  const query = useQuery(healthSummaryQuery(server.id, '24h'));
  return (
    <Result query={query}>
      {({ availability, totalChecks, unhealthyChecks, p50, p95 }) => (
        <Facts
          facts={[
            ['Availability, last day', availability === null ? null : formatPercent(availability)],
            ['Checks', totalChecks],
            ['Failed', unhealthyChecks],
            ['Half answer within', p50 === null ? null : formatMilliseconds(p50)],
            ['95 % answer within', p95 === null ? null : formatMilliseconds(p95)],
          ]}
        />
      )}
    </Result>
  );
}
