import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '@/components/failure';
import { ProblemError } from '@/lib/api';
import type { Draft, DraftValue } from './draft';
import { errorOf, otherErrors } from './field-errors';
import { FieldGroups } from './field-groups';
import { ALL_FIELDS, fieldsOf, type FormField, GROUPS, MAIN_FIELDS } from './form-fields';
import { FormInput } from './form-input';

interface ServerFormProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onSubmit: () => void;
  error: Error | null;
  submitting: boolean;
  submitLabel: string;
  children?: ReactNode;
}

/** The fields of a server of one type, each with what the API says is wrong with it. */
export function ServerForm({ draft, onChange, onSubmit, error, submitting, submitLabel, children }: ServerFormProps) {
  const main = fieldsOf(MAIN_FIELDS, draft.type);
  const groups = GROUPS.map(({ label, fields }) => ({ label, fields: fieldsOf(fields, draft.type) })).filter(
    ({ fields }) => fields.length > 0,
  );
  const input = (field: FormField) => (
    <FormInput
      key={field.path}
      field={field}
      value={draft.values[field.path]}
      refusal={error}
      onChange={(value: DraftValue) => onChange({ ...draft, values: { ...draft.values, [field.path]: value } })}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack>
        {children}
        {main.map(input)}
        <FieldGroups groups={groups} isRefused={({ path }) => errorOf(error, path) !== undefined} input={input} />
        {error && <Refused error={error} paths={fieldsOf(ALL_FIELDS, draft.type).map(({ path }) => path)} />}
        <Group>
          <Button type="submit" loading={submitting}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Refused({ error, paths }: { error: Error; paths: string[] }) {
  if (!(error instanceof ProblemError) || error.errors.length === 0) return <Failure error={error} />;
  const others = otherErrors(error, paths);
  return (
    <Text c="red" size="sm" component="div" role="alert">
      Some fields need another value.
      <List size="sm">
        {others.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </Text>
  );
}
