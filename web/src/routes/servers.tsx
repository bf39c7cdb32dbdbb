import { getRouteApi } from '@tanstack/react-router';
import { ServersPage } from '@/features/servers/servers-page';

const route = getRouteApi('/servers');

export default function ServersRoute() {
  const navigate = route.useNavigate();
  return <ServersPage search={route.useSearch()} onSearch={(search) => void navigate({ search, replace: true })} />;
}
