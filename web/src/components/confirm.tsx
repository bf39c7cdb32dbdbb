import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from './failure';
import { useFocusBack } from './focus';

interface ConfirmProps {
  title: string;
  /** What cannot be brought back. */
  loss: string;
  action: string;
  pending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks before something is destroyed. */
export function Confirm({ title, loss, action, pending, error, onConfirm, onClose, children }: ConfirmProps) {
  useFocusBack();
  return (
    <Modal.Root opened onClose={onClose} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body pt="md">
          <Stack>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Modal.Title fw={600} style={{ overflowWrap: 'anywhere' }}>
                {title}
              </Modal.Title>
              <Modal.CloseButton aria-label="Close" />
            </Group>
            <Text size="sm">{loss}</Text>
            {children}
            {error && <Failure error={error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} data-autofocus>
                Cancel
              </Button>
              <Button color="red.9" loading={pending} onClick={onConfirm}>
                {action}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
