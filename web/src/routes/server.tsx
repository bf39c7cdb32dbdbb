import { getRouteApi, Outlet } from '@tanstack/react-router';
import { ServerFrame } from '@/features/servers/server-frame';

const route = getRouteApi('/servers/$name');

export default function ServerRoute() {
  return (
    <ServerFrame name={route.useParams().name}>
      <Outlet />
    </ServerFrame>
  );
}
