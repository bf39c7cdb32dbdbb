import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Server } from './api';
import type { LiveMessage } from './live-messages';
import { serversQuery } from './servers';
import { statusesQuery } from './usage';

const ALL_STATUSES: QueryKey = statusesQuery.queryKey;

/** What a message changes: fields of a server in the list, and queries that are to be asked again. */
export interface Change {
  patches: Map<string, Partial<Server>>;
  stale: Map<string, QueryKey>;
}

export const noChange = (): Change => ({ patches: new Map(), stale: new Map() });

/** Adds what a message means to a change, so that a burst of messages costs one update. */
export function collect(change: Change, message: LiveMessage): void {
  switch (message.type) {
    case 'server:status': {
      const { serverId, status, pid, signIn } = message.data;
      patch(change, serverId, { status, processId: pid, signIn });
      invalidate(change, ['server', serverId, 'status']);
      invalidate(change, ALL_STATUSES);
      break;
    }
    case 'server:event': {
      const { serverId, kind } = message.data;
      if (kind === 'created' || kind === 'changed' || kind === 'deleted') invalidate(change, serversQuery.queryKey);
      else invalidate(change, ['server', serverId, 'events']);
      if (kind === 'ready') invalidate(change, ['server', serverId, 'offers']);
      break;
    }
    case 'health:update': {
      const { serverId, status, timestamp } = message.data;
      patch(change, serverId, { healthStatus: status, lastHealthCheck: timestamp });
      invalidate(change, ['server', serverId, 'health']);
      if (status !== message.data.previousStatus) invalidate(change, ['server', serverId, 'status']);
      break;
    }
    case 'gap':
      if (!message.data.topic) invalidate(change, []);
      break;
    case 'logs:new':
    case 'call:notification':
    case 'call:question':
    case 'call:settled':
    case 'subscribed':
    case 'error':
  }
}

export function apply(client: QueryClient, { patches, stale }: Change): void {
  if (patches.size > 0) {
    client.setQueryData(serversQuery.queryKey, (servers) =>
      servers?.map((server) => {
        const fields = patches.get(server.id);
        return fields ? { ...server, ...fields } : server;
      }),
    );
  }
  for (const queryKey of stale.values()) {
    // when a thousand servers start, the request for all of them must come to its end in between
    void client.invalidateQueries({ queryKey }, { cancelRefetch: queryKey !== ALL_STATUSES });
  }
}

function patch({ patches }: Change, id: string, fields: Partial<Server>): void {
  patches.set(id, { ...patches.get(id), ...fields });
}

function invalidate({ stale }: Change, key: QueryKey): void {
  stale.set(JSON.stringify(key), key);
}
