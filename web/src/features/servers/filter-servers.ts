import type { Server } from '@/lib/api';
import type { ServersSearch } from './servers-search';

/** Those servers that a search chooses: each word of it is in the name or in what is started. */
export function filterServers(servers: Server[], { q = '', status, health, type }: ServersSearch): Server[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return servers.filter((server) => {
    const text = `${server.name} ${launchText(server)}`.toLowerCase();
    return (
      (!status || server.status === status) &&
      (!health || server.healthStatus === health) &&
      (!type || server.type === type) &&
      words.every((word) => text.includes(word))
    );
  });
}

/** What a server starts, in one line. */
export function launchText({ url, image, command, args }: Server): string {
  return url ?? image ?? [command, ...args].join(' ');
}
