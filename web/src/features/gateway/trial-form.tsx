import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useFocusAfter } from '@/components/focus';
import { ArgumentInput } from './argument-input';
import { argumentFields, argumentsOf, initialTexts } from './schema-form';
import type { JsonSchema } from './tool';

interface TrialFormProps {
  schema: JsonSchema;
  action: string;
  busy: boolean;
  onSubmit: (input: Record<string, unknown>) => void;
}

/** A form made from a schema. */
export function TrialForm({ schema, action, busy, onSubmit }: TrialFormProps) {
  const fields = argumentFields(schema);
  const [texts, setTexts] = useState(() => initialTexts(schema));
  const button = useFocusAfter(busy);
  const [errors, setErrors] = useState<Record<string, string>>({});
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const { values, errors: found } = argumentsOf(fields, texts);
        setErrors(found);
        if (Object.keys(found).length === 0) onSubmit(values);
      }}
    >
      <Stack>
        {fields.map((field) => (
          <ArgumentInput
            key={field.name}
            field={field}
            text={texts[field.name] ?? ''}
            error={errors[field.name]}
            onChange={(text) => setTexts((before) => ({ ...before, [field.name]: text }))}
          />
        ))}
        <Button ref={button} type="submit" loading={busy} w="fit-content">
          {action}
        </Button>
      </Stack>
    </form>
  );
}
