import { Menu } from '@mantine/core';
import { IconCopy, IconSettings, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import tones from '@/components/tone.module.css';
import type { Server } from '@/lib/api';
import { DeleteServer } from './delete-server';

interface OpenedServerMenuProps {
  server: Server;
  target: ReactElement;
  onDone: () => void;
}

/** Edit, copy, delete; done when it is closed, or when the question whether to delete is answered. */
export function OpenedServerMenu({ server, target, onDone }: OpenedServerMenuProps) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const { name } = server;
  if (deleting) {
    return (
      <>
        {target}
        <DeleteServer server={server} onClose={onDone} />
      </>
    );
  }
  return (
    <Menu defaultOpened position="bottom-end" onClose={onDone} closeOnItemClick={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/servers/$name/settings', params: { name } }).then(onDone)}
        >
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/add', search: { from: name } })}
        >
          Make a copy
        </Menu.Item>
        <Menu.Item
          className={tones.bad}
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setDeleting(true)}
        >
          Delete …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
