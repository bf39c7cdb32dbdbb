import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Result } from '@/components/result';
import { AddPage } from '@/features/servers/add-page';
import { serversQuery } from '@/lib/servers';

const route = getRouteApi('/add');

export default function AddRoute() {
  const { from } = route.useSearch();
  const query = useQuery(serversQuery);
  return (
    <Result query={query}>
      {(servers) => <AddPage key={from} original={servers.find(({ name }) => name === from)} />}
    </Result>
  );
}
