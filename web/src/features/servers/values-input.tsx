import { ActionIcon, Button, Checkbox, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { NamedValue } from './draft';

const EMPTY: NamedValue = { name: '', value: '', secret: false, kept: false };
const SECRET_NAME = /KEY|TOKEN|SECRET|PASSWORD|AUTHORIZATION/i;

interface ValuesInputProps {
  label: string;
  values: NamedValue[];
  error: string | undefined;
  onChange: (values: NamedValue[]) => void;
}

/** Variables or headers by name. Of secrets that are stored the value stays unknown; it can be replaced. */
export function ValuesInput({ label, values, error, onChange }: ValuesInputProps) {
  const change = (index: number, fields: Partial<NamedValue>) =>
    onChange(values.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  return (
    <Input.Wrapper label={label} error={error} labelElement="div">
      <Stack gap="xs" role="group" aria-label={label}>
        {values.map(({ name, value, secret, kept }, index) => (
          <Group key={index} gap="xs" align="center">
            <TextInput
              aria-label={`Name ${index + 1}`}
              placeholder="NAME"
              value={name}
              onChange={({ currentTarget: { value: text } }) =>
                change(index, { name: text, ...(SECRET_NAME.test(text) && { secret: true }) })
              }
              flex="1 1 9rem"
              spellCheck={false}
            />
            <TextInput
              aria-label={`Value of ${name || index + 1}`}
              type={secret ? 'password' : 'text'}
              placeholder={kept ? 'stored, not shown' : 'value'}
              value={value}
              onChange={(event) => change(index, { value: event.currentTarget.value, kept: false })}
              flex="2 1 9rem"
              autoComplete="off"
              spellCheck={false}
            />
            <Checkbox
              label="secret"
              checked={secret}
              onChange={(event) => change(index, { secret: event.currentTarget.checked })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${name || index + 1}`}
              onClick={() => onChange(values.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...values, EMPTY])}
        >
          Add to {label.toLowerCase()}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
