import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Failure } from '@/components/failure';
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
    <Modal.Root opened onClose={onClose} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body pt="md">
          <Stack>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Modal.Title fw={600} style={{ overflowWrap: 'anywhere' }}>
                Delete {server.name}?
              </Modal.Title>
              <Modal.CloseButton aria-label="Close" />
            </Group>
            <Text size="sm">It is stopped first. Its definition cannot be brought back.</Text>
            <Checkbox
              label="Also delete its logs, events and health history"
              checked={purge}
              onChange={(event) => setPurge(event.currentTarget.checked)}
            />
            {error && <Failure error={error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} data-autofocus>
                Cancel
              </Button>
              <Button color="red.9" loading={isPending} onClick={() => mutate({ server, purge })}>
                Delete
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
