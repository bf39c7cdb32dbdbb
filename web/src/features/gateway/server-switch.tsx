import { Stack, Switch } from '@mantine/core';
import { Failure } from '@/components/failure';
import type { Server } from '@/lib/api';
import { useOffering } from './use-offering';

/** Switches a server on or off at the address of all servers. */
export function ServerSwitch({ server }: { server: Server }) {
  const { mutate, error, isPending } = useOffering(server);
  return (
    <Stack gap="xs">
      <Switch
        label="Offered at the address of all servers"
        checked={server.config.offered ?? true}
        disabled={isPending}
        onChange={(event) => mutate({ offered: event.currentTarget.checked })}
      />
      {error && <Failure error={error} />}
    </Stack>
  );
}
