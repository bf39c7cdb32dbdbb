import { Stack, Switch } from '@mantine/core';
import { Failure } from '@/components/failure';
import type { Server } from '@/lib/api';
import { switched, useOffering } from './use-offering';

/** Switches a tool on or off for all clients. */
export function ToolSwitch({ server, tool }: { server: Server; tool: string }) {
  const { mutate, error, isPending } = useOffering(server);
  const disabled = server.config.disabledTools ?? [];
  return (
    <Stack gap="xs">
      <Switch
        label="Clients see it"
        description="Off, no client sees or can call it; here it can be tried"
        checked={!disabled.includes(tool)}
        disabled={isPending}
        onChange={(event) => mutate({ disabledTools: switched(disabled, tool, event.currentTarget.checked) })}
      />
      {error && <Failure error={error} />}
    </Stack>
  );
}
