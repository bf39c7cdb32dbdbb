import { ServerSettings } from '@/features/servers/server-settings';
import { useRouteServer } from './use-route-server';

export default function ServerSettingsRoute() {
  const server = useRouteServer();
  return server && <ServerSettings server={server} />;
}
