import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopy, IconDots, IconSettings, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Server } from '@/lib/api';
import { DeleteServer } from './delete-server';

/** What is done to a server less often: edit, copy, delete. */
export function ServerMenu({ server }: { server: Server }) {
  const navigate = useNavigate();
  const [deleting, { open, close }] = useDisclosure();
  const { name } = server;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for ${name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconSettings size={16} aria-hidden />}
            onClick={() => void navigate({ to: '/servers/$name/settings', params: { name } })}
          >
            Edit
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => void navigate({ to: '/add', search: { from: name } })}
          >
            Make a copy
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
            Delete …
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteServer server={server} opened={deleting} onClose={close} />
    </>
  );
}
