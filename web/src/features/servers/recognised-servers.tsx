import { Button, Code, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClientEntry } from './recognise';

interface RecognisedServersProps {
  servers: Record<string, ClientEntry>;
  taken: string[];
  adding: boolean;
  onAdd: (servers: Record<string, ClientEntry>) => void;
}

/** What was recognised, under names that can be changed before it is added. */
export function RecognisedServers({ servers, taken, adding, onAdd }: RecognisedServersProps) {
  const [entries, setEntries] = useState(() => Object.entries(servers));
  const isTwice = (name: string) => entries.filter(([other]) => other === name).length > 1;
  const rename = (index: number, name: string) =>
    setEntries(entries.map((entry, at) => (at === index ? [name, entry[1]] : entry)));
  return (
    <Stack>
      <Table.ScrollContainer minWidth={420}>
        <Table verticalSpacing="xs" aria-label="Recognised">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={200}>Name</Table.Th>
              <Table.Th>Starts</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map(([name, entry], index) => (
              <Table.Tr key={index}>
                <Table.Td>
                  <TextInput
                    aria-label={`Name of server ${index + 1}`}
                    value={name}
                    onChange={(event) => rename(index, event.currentTarget.value)}
                    error={isTwice(name) && 'Another one here has this name.'}
                    spellCheck={false}
                  />
                  {taken.includes(name) && (
                    <Text size="xs" c="orange">
                      There is one of this name: it will be changed.
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Code>{summary(entry)}</Code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Button
        w="fit-content"
        loading={adding}
        disabled={entries.some(([name]) => isTwice(name))}
        onClick={() => onAdd(Object.fromEntries(entries))}
      >
        {entries.length === 1 ? 'Add server' : `Add ${entries.length} servers`}
      </Button>
    </Stack>
  );
}

function summary(entry: object): string {
  const { command, args, url } = { command: '', args: [] as unknown[], url: '', ...entry };
  return url || [command, ...args].join(' ');
}
