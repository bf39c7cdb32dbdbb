import { ServerTools } from '@/features/gateway/server-tools';
import { useRouteServer } from './use-route-server';

export default function ServerToolsRoute() {
  const server = useRouteServer();
  return server && <ServerTools server={server} />;
}
