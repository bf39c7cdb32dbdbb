import { getRouteApi } from '@tanstack/react-router';
import { LogsPage } from '@/features/logs/logs-page';
import { useLogAddress } from './use-log-address';

const route = getRouteApi('/logs');

export default function LogsRoute() {
  return <LogsPage {...useLogAddress(route.useSearch())} />;
}
