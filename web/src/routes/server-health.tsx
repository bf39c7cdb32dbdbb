import { ServerHealth } from '@/features/health/server-health';
import { useRouteServer } from './use-route-server';

export default function ServerHealthRoute() {
  const server = useRouteServer();
  return server && <ServerHealth server={server} />;
}
