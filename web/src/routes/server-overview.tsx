import { ServerOverview } from '@/features/servers/server-overview';
import { useRouteServer } from './use-route-server';

export default function ServerOverviewRoute() {
  const server = useRouteServer();
  return server && <ServerOverview server={server} />;
}
