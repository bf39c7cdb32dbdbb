import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Failure } from '@/components/failure';
import { api, data } from '@/lib/api';
import { download } from '@/lib/download';

const CLIENTS = [
  { client: 'claude', label: 'Claude' },
  { client: 'cursor', label: 'Cursor' },
  { client: 'vscode', label: 'VS Code' },
] as const;

export function ExportConfig() {
  const { mutate, error } = useMutation({
    mutationFn: (client: (typeof CLIENTS)[number]['client']) =>
      data(api.GET('/api/export', { params: { query: { client } } })),
    onSuccess: (file) => download('mcp.json', JSON.stringify(file, null, 2)),
  });
  return (
    <>
      <Group gap="xs">
        {CLIENTS.map(({ client, label }) => (
          <Button
            key={client}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => mutate(client)}
          >
            {label}
          </Button>
        ))}
      </Group>
      {error && <Failure error={error} />}
    </>
  );
}
