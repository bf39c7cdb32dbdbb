import { Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { DraftValue, Mount, NamedValue, SecretText } from './draft';
import { errorOf } from './field-errors';
import type { FormField } from './form-fields';
import { MountsInput } from './mounts-input';
import { SecretInput } from './secret-input';
import { ValuesInput } from './values-input';

interface FormInputProps {
  field: FormField;
  value: DraftValue | undefined;
  /** What the API said of the whole form. */
  refusal: Error | null;
  onChange: (value: DraftValue) => void;
}

export function FormInput({ field, value = '', refusal, onChange }: FormInputProps) {
  const { path, kind, label, hint, placeholder, required, choices = [] } = field;
  const error = errorOf(refusal, path);
  const common = { label, error, description: hint, placeholder, required };
  if (typeof value === 'boolean') {
    return (
      <Switch label={label} error={error} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
    );
  }
  if (kind === 'mounts') {
    const errorWithin = (part: string) => errorOf(refusal, path + part);
    return <MountsInput label={label} mounts={value as Mount[]} errorOf={errorWithin} onChange={onChange} />;
  }
  if (kind === 'secret') {
    return <SecretInput label={label} secret={value as SecretText} error={error} onChange={onChange} />;
  }
  if (typeof value !== 'string') {
    return <ValuesInput label={label} values={value as NamedValue[]} error={error} onChange={onChange} />;
  }
  if (kind === 'words') {
    return (
      <TagsInput
        {...common}
        data={choices}
        value={value === '' ? [] : value.split('\n')}
        onChange={(words) => onChange(words.join('\n'))}
        acceptValueOnBlur
        clearable
      />
    );
  }
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
      inputMode={kind === 'number' ? 'decimal' : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
