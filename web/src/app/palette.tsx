import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { filterActions, usePaletteActions } from './use-palette-actions';

/** Ctrl K: goes to every page and server, and starts, stops and restarts servers. */
export function Palette() {
  return (
    <Spotlight
      actions={usePaletteActions()}
      filter={filterActions}
      limit={12}
      scrollable
      highlightQuery
      shortcut={['mod + K', '/']}
      attributes={{ content: { 'aria-label': 'Search' } }}
      nothingFound="Nothing is like that"
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Go to a page or server, or start, stop, restart one …',
        'aria-label': 'Search pages, servers and actions',
      }}
    />
  );
}
