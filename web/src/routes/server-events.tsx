import { ServerEvents } from '@/features/servers/server-events';
import { useRouteServer } from './use-route-server';

export default function ServerEventsRoute() {
  const server = useRouteServer();
  return server && <ServerEvents server={server} />;
}
