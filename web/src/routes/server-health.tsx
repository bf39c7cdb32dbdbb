import { getRouteApi } from '@tanstack/react-router';
import { ServerHealth } from '@/features/health/server-health';
import { useRouteServer } from './use-route-server';

const route = getRouteApi('/servers/$name/health');

export default function ServerHealthRoute() {
  const server = useRouteServer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    server && (
      <ServerHealth
        server={server}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
      />
    )
  );
}
