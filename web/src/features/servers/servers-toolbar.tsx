import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { FILTERS, type ServersSearch } from './servers-search';

interface ServersToolbarProps {
  search: ServersSearch;
  onChange: (search: ServersSearch) => void;
}

const LABELS = { status: 'Status', health: 'Health', type: 'Type' } as const;

export function ServersToolbar({ search, onChange }: ServersToolbarProps) {
  return (
    <Group gap="sm">
      <TextInput
        type="search"
        placeholder="Search by name or command"
        aria-label="Search servers"
        leftSection={<IconSearch size={16} aria-hidden />}
        defaultValue={search.q}
        onChange={(event) => onChange({ ...search, q: event.currentTarget.value || undefined })}
        flex="1 1 16rem"
      />
      {(['status', 'health', 'type'] as const).map((filter) => (
        <Select
          key={filter}
          aria-label={LABELS[filter]}
          placeholder={LABELS[filter]}
          data={[...FILTERS[filter]]}
          value={search[filter] ?? null}
          onChange={(value) => onChange({ ...search, [filter]: value ?? undefined })}
          clearable
          flex="1 1 6rem"
          maw={160}
        />
      ))}
    </Group>
  );
}
