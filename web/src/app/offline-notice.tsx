import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLiveState } from '@/lib/use-live';

export function OfflineNotice() {
  if (useLiveState() !== 'offline') return null;
  return (
    <Alert color="orange" variant="light" icon={<IconPlugConnectedX />} mb="md" title="The manager does not answer">
      What you see is what was last known. This page connects again by itself, and then catches up.
    </Alert>
  );
}
