import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { DraftValue } from './draft';
import type { FormField } from './form-fields';
import { ValuesInput } from './values-input';

interface FormInputProps {
  field: FormField;
  value: DraftValue | undefined;
  error: string | undefined;
  onChange: (value: DraftValue) => void;
}

export function FormInput({ field, value = '', error, onChange }: FormInputProps) {
  const { kind, label, hint, placeholder, required, choices = [] } = field;
  const common = { label, error, description: hint, placeholder, required };
  if (typeof value === 'boolean') {
    return (
      <Switch label={label} error={error} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
    );
  }
  if (typeof value !== 'string') return <ValuesInput label={label} values={value} error={error} onChange={onChange} />;
  if (kind === 'lines') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={12}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        spellCheck={false}
      />
    );
  }
  if (kind === 'choice') {
    return (
      <Select {...common} data={choices} value={value || null} onChange={(one) => onChange(one ?? '')} clearable />
    );
  }
  return (
    <TextInput
      {...common}
      inputMode={kind === 'number' ? 'numeric' : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
