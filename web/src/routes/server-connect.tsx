import { ServerConnect } from '@/features/gateway/server-connect';
import { useRouteServer } from './use-route-server';

export default function ServerConnectRoute() {
  const server = useRouteServer();
  return server && <ServerConnect server={server} />;
}
