import { ActionIcon, Button, Checkbox, Group, Input, Paper, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type Mount, NEW_MOUNT } from './draft';

interface MountsInputProps {
  label: string;
  mounts: Mount[];
  /** What is wrong with a part of one, such as `[0].source`, or with all of them. */
  errorOf: (part: string) => string | undefined;
  onChange: (mounts: Mount[]) => void;
}

/** Directories of the machine, and volumes, that a container sees. */
export function MountsInput({ label, mounts, errorOf, onChange }: MountsInputProps) {
  const change = (index: number, fields: Partial<Mount>) =>
    onChange(mounts.map((mount, at) => (at === index ? { ...mount, ...fields } : mount)));
  return (
    <Input.Wrapper label={label} labelElement="div" error={mounts.length === 0 && errorOf('')}>
      <Stack gap="xs" role="group" aria-label={label}>
        {mounts.map(({ source, target, readOnly, trusted }, index) => (
          <Paper key={index} withBorder p="xs">
            <Group gap="xs" align="flex-start">
              <TextInput
                aria-label={`Source of mount ${index + 1}`}
                placeholder="~/directory or volume"
                value={source}
                error={errorOf(`[${index}].source`)}
                onChange={(event) => change(index, { source: event.currentTarget.value })}
                flex="1 1 12rem"
                spellCheck={false}
              />
              <TextInput
                aria-label={`Target of mount ${index + 1}`}
                placeholder="/path/in/container"
                value={target}
                error={errorOf(`[${index}].target`)}
                onChange={(event) => change(index, { target: event.currentTarget.value })}
                flex="1 1 12rem"
                spellCheck={false}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="input-sm"
                aria-label={`Remove mount ${index + 1}`}
                onClick={() => onChange(mounts.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
            <Group gap="lg" mt="xs">
              <Checkbox
                label="read-only"
                checked={readOnly}
                onChange={(event) => change(index, { readOnly: event.currentTarget.checked })}
              />
              <Checkbox
                label="trusted with the whole machine"
                checked={trusted}
                onChange={(event) => change(index, { trusted: event.currentTarget.checked })}
              />
            </Group>
          </Paper>
        ))}
        <Button
          variant="subtle"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...mounts, NEW_MOUNT])}
        >
          Add a mount
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
