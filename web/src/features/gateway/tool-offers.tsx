import { IconTool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Result } from '@/components/result';
import { api, data, type Server } from '@/lib/api';
import type { Offered } from './offer';
import { Offers } from './offers';
import { toolsQuery } from './queries';
import { schemaOf, textIn } from './schema';
import type { Tool } from './tool';
import { ToolSwitch } from './tool-switch';

export function ToolOffers({ server }: { server: Server }) {
  const serverId = server.id;
  const query = useQuery(toolsQuery(serverId));
  return (
    <Result query={query}>
      {(tools) => (
        <Offers
          serverId={serverId}
          kind="tools"
          action="Call"
          icon={IconTool}
          offers={tools.map((tool) => offeredTool(server, tool))}
        />
      )}
    </Result>
  );
}

function offeredTool(server: Server, { name, title, description, inputSchema, annotations }: Tool): Offered {
  const { id } = server;
  const isOff = server.config.disabledTools?.includes(name) ?? false;
  return {
    key: name,
    title: textIn(title) ?? textIn(annotations?.title) ?? name,
    description: textIn(description),
    schema: schemaOf(inputSchema),
    badges: [...hints(annotations), ...(isOff ? ['off'] : [])],
    control: <ToolSwitch server={server} tool={name} />,
    perform: (input, call) =>
      data(
        api.POST('/api/servers/{id}/tools/{tool}/call', {
          params: { path: { id, tool: name } },
          body: { arguments: input, ...call },
        }),
      ),
  };
}

function hints(annotations: Tool['annotations']): string[] {
  return annotations?.readOnlyHint ? ['read-only'] : annotations?.destructiveHint ? ['may destroy'] : [];
}
