import { Button, Popover, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { localInput, SPANS, timeText } from './times';

interface TimeMenuProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (times: { from?: string; to?: string }) => void;
}

/** From when until when lines are shown. */
export function TimeMenu({ from, to, onChange }: TimeMenuProps) {
  const [opened, { toggle, close }] = useDisclosure();
  const choose = (times: { from?: string; to?: string }) => {
    onChange({ from: undefined, to: undefined, ...times });
    close();
  };
  return (
    <Popover opened={opened} onChange={close} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconClock size={16} aria-hidden />} onClick={toggle}>
          {timeText(from, to)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Time">
        <Stack gap="sm">
          <SimpleGrid cols={2} spacing="xs">
            <Button size="xs" variant="default" onClick={() => choose({})}>
              Any time
            </Button>
            {SPANS.map(({ label, milliseconds }) => (
              <Button
                key={label}
                size="xs"
                variant="default"
                onClick={() => choose({ from: new Date(Date.now() - milliseconds).toISOString() })}
              >
                Last {label}
              </Button>
            ))}
          </SimpleGrid>
          <TextInput
            label="From"
            type="datetime-local"
            step={1}
            defaultValue={localInput(from)}
            onBlur={({ currentTarget: { value } }) =>
              onChange({ from: value ? new Date(value).toISOString() : undefined })
            }
          />
          <TextInput
            label="Until"
            type="datetime-local"
            step={1}
            defaultValue={localInput(to)}
            onBlur={({ currentTarget: { value } }) =>
              onChange({ to: value ? new Date(value).toISOString() : undefined })
            }
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
