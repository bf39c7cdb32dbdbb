import { Checkbox } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm } from '@/components/confirm';
import type { Server } from '@/lib/api';
import { useDeleteServer } from './definitions';

interface DeleteServerProps {
  server: Server;
  onClose: () => void;
}

/** Asks before a server is deleted. */
export function DeleteServer({ server, onClose }: DeleteServerProps) {
  const [purge, setPurge] = useState(false);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { mutate, error, isPending } = useDeleteServer(() => {
    onClose();
    if (pathname.startsWith(`/servers/${server.name}`)) void navigate({ to: '/servers' });
  });
  return (
    <Confirm
      title={`Delete ${server.name}?`}
      loss="It is stopped first. Its definition cannot be brought back."
      action="Delete"
      pending={isPending}
      error={error}
      onConfirm={() => mutate({ server, purge })}
      onClose={onClose}
    >
      <Checkbox
        label="Also delete its logs, events and health history"
        checked={purge}
        onChange={(event) => setPurge(event.currentTarget.checked)}
      />
    </Confirm>
  );
}
