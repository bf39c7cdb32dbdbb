import { useQuery } from '@tanstack/react-query';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { latestLinesQuery } from './latest-lines-query';
import { LatestLines } from './latest-lines';

export function ServerLogs({ server }: { server: Server }) {
  const query = useQuery(latestLinesQuery(server.id));
  return <Result query={query}>{(lines) => <LatestLines lines={lines} />}</Result>;
}
