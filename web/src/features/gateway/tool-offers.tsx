import { IconTool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Result } from '@/components/result';
import { api, data } from '@/lib/api';
import type { Offered } from './offer';
import { Offers } from './offers';
import { toolsQuery } from './queries';
import type { Tool } from './tool';

export function ToolOffers({ serverId }: { serverId: string }) {
  const query = useQuery(toolsQuery(serverId));
  return (
    <Result query={query}>
      {(tools) => (
        <Offers
          serverId={serverId}
          kind="tools"
          action="Call"
          icon={IconTool}
          offers={tools.map((tool) => offeredTool(serverId, tool))}
        />
      )}
    </Result>
  );
}

function offeredTool(id: string, { name, title, description, inputSchema, annotations }: Tool): Offered {
  return {
    key: name,
    title: title ?? annotations?.title ?? name,
    description,
    schema: inputSchema,
    badges: annotations?.readOnlyHint ? ['read-only'] : annotations?.destructiveHint ? ['may destroy'] : [],
    perform: (input) =>
      data(
        api.POST('/api/servers/{id}/tools/{tool}/call', {
          params: { path: { id, tool: name } },
          body: { arguments: input },
        }),
      ),
  };
}
