import { ServerCalls } from '@/features/gateway/server-calls';
import { useRouteServer } from './use-route-server';

export default function ServerCallsRoute() {
  const server = useRouteServer();
  return server && <ServerCalls server={server} />;
}
