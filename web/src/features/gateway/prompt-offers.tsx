import { IconMessage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Result } from '@/components/result';
import { api, data, type Server } from '@/lib/api';
import type { Offered } from './offer';
import { Offers } from './offers';
import { promptsQuery } from './queries';
import type { Prompt } from './tool';

export function PromptOffers({ server }: { server: Server }) {
  const serverId = server.id;
  const query = useQuery(promptsQuery(serverId));
  return (
    <Result query={query}>
      {(prompts) => (
        <Offers
          serverId={serverId}
          kind="prompts"
          action="Fill in"
          icon={IconMessage}
          offers={prompts.map((prompt) => offeredPrompt(serverId, prompt))}
        />
      )}
    </Result>
  );
}

function offeredPrompt(id: string, { name, title, description, arguments: parameters = [] }: Prompt): Offered {
  return {
    key: name,
    title: title ?? name,
    description,
    schema: {
      properties: Object.fromEntries(
        parameters.map((one) => [one.name, { type: 'string', title: one.title, description: one.description }]),
      ),
      required: parameters.filter(({ required }) => required).map((one) => one.name),
    },
    badges: [],
    perform: (input, call) =>
      data(
        api.POST('/api/servers/{id}/prompts/{prompt}/get', {
          params: { path: { id, prompt: name } },
          body: { arguments: input as Record<string, string>, ...call },
        }),
      ),
  };
}
