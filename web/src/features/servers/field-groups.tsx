import { Accordion, SimpleGrid, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { FieldGroup, FormField } from './form-fields';

interface FieldGroupsProps {
  groups: FieldGroup[];
  isRefused: (field: FormField) => boolean;
  input: (field: FormField) => ReactNode;
}

/** Fields that few need, in groups that open; one with something that was refused is open. */
export function FieldGroups({ groups, isRefused, input }: FieldGroupsProps) {
  const [opened, setOpened] = useState<string[]>([]);
  const refused = groups.flatMap(({ fields }, index) => (fields.some(isRefused) ? [String(index)] : []));
  return (
    <Accordion variant="contained" multiple value={[...new Set([...opened, ...refused])]} onChange={setOpened}>
      {groups.map(({ label, fields }, index) => (
        <Accordion.Item key={label} value={String(index)}>
          <Accordion.Control>{label}</Accordion.Control>
          <Accordion.Panel>
            <Stack>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>{fields.filter(isNarrow).map(input)}</SimpleGrid>
              {fields.filter((field) => !isNarrow(field)).map(input)}
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

const isNarrow = ({ kind }: FormField) =>
  kind === 'text' || kind === 'secret' || kind === 'number' || kind === 'choice';
