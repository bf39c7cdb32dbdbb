import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import type { ArgumentField } from './schema-form';

interface ArgumentInputProps {
  field: ArgumentField;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

export function ArgumentInput({ field, text, error, onChange }: ArgumentInputProps) {
  const { label, description, required, kind, choices, example } = field;
  const common = { label, description, required, error, value: text };
  switch (kind) {
    case 'boolean':
      return (
        <Checkbox
          label={label}
          description={description}
          error={error}
          checked={text === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case 'choice':
      return <Select {...common} data={choices} onChange={(one) => onChange(one ?? '')} clearable={!required} />;
    case 'number':
      return <TextInput {...common} inputMode="decimal" onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'text':
    case 'json':
      return (
        <Textarea
          {...common}
          autosize
          minRows={kind === 'json' ? 3 : 1}
          maxRows={16}
          placeholder={kind === 'json' ? `JSON such as ${example}` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
          spellCheck={kind === 'text'}
          styles={kind === 'json' ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : undefined}
        />
      );
  }
}
