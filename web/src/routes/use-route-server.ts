import { useParams } from '@tanstack/react-router';
import { useServer } from '@/lib/servers';

/** The server that the address names; the frame around its pages tells while it loads or that it is missing. */
export function useRouteServer() {
  const { name } = useParams({ from: '/servers/$name' });
  return useServer(name).data;
}
