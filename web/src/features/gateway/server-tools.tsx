import { SegmentedControl, Stack } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '@/components/empty';
import type { Server } from '@/lib/api';
import { PromptOffers } from './prompt-offers';
import { ResourceOffers } from './resource-offers';
import { ServerSwitch } from './server-switch';
import { ToolOffers } from './tool-offers';

const KINDS = { tools: ToolOffers, resources: ResourceOffers, prompts: PromptOffers };

/** What a server offers over MCP, each to be tried. */
export function ServerTools({ server }: { server: Server }) {
  const [kind, setKind] = useState<keyof typeof KINDS>('tools');
  if (server.status !== 'running') {
    return <Empty icon={IconPlugConnectedX} title="It does not run" hint="Start it to see what it offers." />;
  }
  const Chosen = KINDS[kind];
  return (
    <Stack>
      <ServerSwitch server={server} />
      <SegmentedControl
        aria-label="What to show"
        w="fit-content"
        value={kind}
        onChange={setKind}
        data={[
          { value: 'tools', label: 'Tools' },
          { value: 'resources', label: 'Resources' },
          { value: 'prompts', label: 'Prompts' },
        ]}
      />
      <Chosen server={server} />
    </Stack>
  );
}
