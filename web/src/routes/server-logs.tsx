import { getRouteApi } from '@tanstack/react-router';
import { LogView } from '@/features/logs/log-view';
import { useLogAddress } from './use-log-address';
import { useRouteServer } from './use-route-server';

const route = getRouteApi('/servers/$name/logs');

export default function ServerLogsRoute() {
  const server = useRouteServer();
  const address = useLogAddress(route.useSearch());
  return server && <LogView key={server.id} serverId={server.id} {...address} />;
}
