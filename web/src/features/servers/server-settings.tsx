import { Facts } from '@/components/facts';
import type { Server } from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { launchText } from './filter-servers';

export function ServerSettings({ server }: { server: Server }) {
  return (
    <Facts
      facts={[
        ['Starts', launchText(server)],
        ['Transport', server.transport],
        ['Starts with the manager', server.autostart ? 'yes' : 'no'],
        ['Restarts', server.restart.policy],
        ['Created', formatDateTime(server.createdAt)],
        ['Changed', formatDateTime(server.updatedAt)],
      ]}
    />
  );
}
