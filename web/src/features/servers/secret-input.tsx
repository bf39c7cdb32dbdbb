import { ActionIcon, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { SecretText } from './draft';

interface SecretInputProps {
  label: string;
  secret: SecretText;
  error: string | undefined;
  onChange: (secret: SecretText) => void;
}

/** A secret that can be entered, replaced or removed, but not read. */
export function SecretInput({ label, secret: { value, kept }, error, onChange }: SecretInputProps) {
  return (
    <TextInput
      label={label}
      error={error}
      type="password"
      placeholder={kept ? 'stored, not shown' : 'none'}
      value={value}
      onChange={(event) => onChange({ value: event.currentTarget.value, kept: false })}
      rightSection={
        kept && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${label.toLowerCase()}`}
            onClick={() => onChange({ value: '', kept: false })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )
      }
      autoComplete="off"
      spellCheck={false}
    />
  );
}
