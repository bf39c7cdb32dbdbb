import { IconFile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Result } from '@/components/result';
import { api, data, type Server } from '@/lib/api';
import { Offers } from './offers';
import { resourcesQuery } from './queries';

export function ResourceOffers({ server }: { server: Server }) {
  const serverId = server.id;
  const query = useQuery(resourcesQuery(serverId));
  return (
    <Result query={query}>
      {(resources) => (
        <Offers
          serverId={serverId}
          kind="resources"
          action="Read"
          icon={IconFile}
          offers={resources.map(({ uri, name, title, description, mimeType }) => ({
            key: uri,
            title: title ?? name,
            description,
            schema: {},
            badges: mimeType ? [mimeType] : [],
            perform: (_, call) =>
              data(
                api.POST('/api/servers/{id}/resources/read', {
                  params: { path: { id: serverId } },
                  body: { uri, ...call },
                }),
              ),
          }))}
        />
      )}
    </Result>
  );
}
