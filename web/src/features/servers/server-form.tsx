import { Accordion, Button, Group, List, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '@/components/failure';
import { ProblemError } from '@/lib/api';
import type { Draft, DraftValue } from './draft';
import { errorOf, otherErrors } from './field-errors';
import { fieldsOf, type FormField, MAIN_FIELDS, MORE_FIELDS } from './form-fields';
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
  const more = fieldsOf(MORE_FIELDS, draft.type);
  const input = (field: FormField) => (
    <FormInput
      key={field.path}
      field={field}
      value={draft.values[field.path]}
      error={errorOf(error, field.path)}
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
        <Accordion variant="contained" defaultValue={more.some(({ path }) => errorOf(error, path)) ? 'more' : null}>
          <Accordion.Item value="more">
            <Accordion.Control>Transport, restarts, health and limits</Accordion.Control>
            <Accordion.Panel>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>{more.map(input)}</SimpleGrid>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
        {error && <Refused error={error} paths={[...main, ...more].map(({ path }) => path)} />}
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
