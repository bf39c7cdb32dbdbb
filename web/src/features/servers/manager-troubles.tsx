import { Alert } from '@mantine/core';
import { IconDatabaseExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { systemQuery } from '@/lib/system';

/** What the manager itself cannot do now. */
export function ManagerTroubles() {
  const { data: system } = useQuery(systemQuery);
  if (!system) return null;
  const { storage, logs, containerEngineError } = system;
  const troubles = [
    ['Changes cannot be stored', storage.failing ? storage.lastError : null],
    ['Logs cannot be stored', logs.paused ? logs.reason : null],
    ['The container engine cannot be reached', containerEngineError],
  ] as const;
  return troubles.map(
    ([title, reason]) =>
      reason && (
        <Alert key={title} color="red" icon={<IconDatabaseExclamation />} title={title} role="alert">
          {reason}
        </Alert>
      ),
  );
}
