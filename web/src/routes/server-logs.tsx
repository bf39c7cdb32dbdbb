import { ServerLogs } from '@/features/logs/server-logs';
import { useRouteServer } from './use-route-server';

export default function ServerLogsRoute() {
  const server = useRouteServer();
  return server && <ServerLogs server={server} />;
}
