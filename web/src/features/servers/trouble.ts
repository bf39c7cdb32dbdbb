import type { Server, Status } from '@/lib/api';

/** Why a server is not as its user wants it, in the manager's words; undefined if it is. */
export function trouble(server: Server, status: Status | undefined): string | undefined {
  const wrong = server.status === 'error' || server.status === 'restarting' || server.healthStatus === 'unhealthy';
  if (!wrong) return status?.error ?? undefined;
  return status?.error ?? status?.healthReason ?? 'It does not run as it should.';
}
