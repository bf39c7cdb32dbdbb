import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { LogAddress } from '@/features/logs/log-view';
import { type LogsSearch, logsSearch } from '@/features/logs/logs-search';

/** The search of a log in the address of the page that is shown. */
export function useLogAddress(search: LogsSearch): LogAddress {
  const navigate = useNavigate();
  const onSearch = useCallback(
    (change: LogsSearch) =>
      void navigate({
        to: '.',
        search: (before) => logsSearch({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return { search, onSearch };
}
