import { ActionIcon, Group, Loader, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconLetterCase, IconRegex, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { TextSearch } from './matcher';

const WAIT_MS = 200;
const SWITCHES = [
  { key: 'case', label: 'Match case', icon: IconLetterCase },
  { key: 'regex', label: 'Regular expression', icon: IconRegex },
] as const;

interface SearchBoxProps {
  search: TextSearch;
  searching: boolean;
  onChange: (search: TextSearch) => void;
}

/** The text to search for, which is searched for as one types. */
export function SearchBox({ search, searching, onChange }: SearchBoxProps) {
  const { q = '' } = search;
  const [text, setText] = useState(q);
  const [known, setKnown] = useState({ sent: q, came: q });
  const send = useDebouncedCallback((value: string) => {
    setKnown({ ...known, sent: value });
    onChange({ q: value || undefined });
  }, WAIT_MS);
  if (q !== known.came) {
    // the address changed: unless that is what was typed, it is shown
    setKnown({ ...known, came: q });
    if (q !== known.sent) setText(q);
  }
  return (
    <TextInput
      type="search"
      aria-label="Search lines"
      placeholder={search.regex ? 'Regular expression' : 'Search'}
      flex="1 1 16rem"
      leftSection={searching && q ? <Loader size={14} aria-label="Searching" /> : <IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        send(value);
      }}
      rightSectionWidth={68}
      rightSection={
        <Group gap={2} wrap="nowrap">
          {SWITCHES.map(({ key, label, icon: Icon }) => (
            <Tooltip key={key} label={label}>
              <ActionIcon
                size="md"
                variant={search[key] ? 'filled' : 'subtle'}
                color={search[key] ? undefined : 'gray'}
                aria-label={label}
                aria-pressed={search[key] ?? false}
                onClick={() => onChange({ [key]: search[key] ? undefined : true })}
              >
                <Icon size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          ))}
        </Group>
      }
    />
  );
}
