import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { Server } from '@/lib/api';
import { OpenedServerMenu } from './opened-server-menu';

/** What is done to a server less often. A long list would scroll badly if each row had a menu before it is asked for. */
export function ServerMenu({ server }: { server: Server }) {
  const [asked, setAsked] = useState<boolean>();
  const target = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={`More for ${server.name}`}
      aria-haspopup="menu"
      // the one before it was closed is another one
      autoFocus={asked === false}
      onClick={() => setAsked(true)}
    >
      <IconDots size={18} aria-hidden />
    </ActionIcon>
  );
  return asked ? <OpenedServerMenu server={server} target={target} onDone={() => setAsked(false)} /> : target;
}
