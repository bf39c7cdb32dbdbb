import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { measureElement, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type UIEvent, useCallback, useEffect, useRef, useState } from 'react';
import classes from './log-list.module.css';
import { LogRowView } from './log-row';
import type { LogTail, TailState } from './log-tail';
import type { Matcher } from './matcher';
import { useTop } from './use-top';

/** Pixels from the end that still count as the end. */
const END = 40;
/** Rows from the beginning at which earlier ones are asked for. */
const NEAR_BEGINNING = 30;
const MOST_SIZES = 40_000;

interface LogListProps {
  tail: LogTail;
  state: TailState;
  /** By id, where lines of several servers stand together. */
  serverNames: Map<string, string> | undefined;
  match: Matcher | undefined;
  wraps: boolean;
  rowHeight: number;
}

/** Rows of which only those in view exist. It stays at its end while lines come, and holds them back when scrolled up. */
export function LogList({ tail, state, serverNames, match, wraps, rowHeight }: LogListProps) {
  const { rows, paused, waiting, more, timedOut } = state;
  const [frame, top] = useTop();
  const viewport = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    // to ask each for its height would have the page laid out anew for each
    measureElement: (element, ...more) =>
      element.hasAttribute('data-varies') ? measureElement(element, ...more) : rowHeight,
    anchorTo: 'end',
    followOnAppend: !paused,
    scrollEndThreshold: END,
  });
  const items = virtualizer.getVirtualItems();

  const first = items[0]?.index ?? 0;
  useEffect(() => {
    if (more && !timedOut && first < NEAR_BEGINNING) tail.loadEarlier();
  }, [tail, more, timedOut, first, rows]);

  useEffect(() => {
    // sizes are kept of rows that are gone, too
    if (virtualizer.itemSizeCache.size > MOST_SIZES) virtualizer.measure();
  }, [virtualizer, rows]);
  useEffect(() => virtualizer.measure(), [virtualizer, wraps, rowHeight]);
  useEffect(() => {
    if (!paused) virtualizer.scrollToEnd();
  }, [virtualizer, paused]);

  const onScroll = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: UIEvent) => {
    const up = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    const atEnd = scrollHeight - clientHeight - scrollTop <= END;
    if (up && !atEnd) tail.pause();
    else if (!up && atEnd && paused) tail.resume();
  };
  const onToggle = useCallback(
    (key: number) => {
      tail.pause();
      setOpened((keys) => toggled(keys, key));
    },
    [tail],
  );

  return (
    <div ref={frame} className={classes.frame} style={{ '--top': `${top}px` } as CSSProperties}>
      <div
        ref={viewport}
        className={classes.viewport}
        data-wraps={wraps || undefined}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label="Lines"
        tabIndex={0}
      >
        <div style={{ height: virtualizer.getTotalSize() }} className={classes.body}>
          <div className={classes.rows} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ key, index }) => {
              const row = rows[index];
              const isOpened = row?.kind === 'lines' && opened.has(row.key);
              return (
                <div
                  key={key}
                  data-index={index}
                  data-varies={wraps || isOpened || row?.kind === 'gap' || undefined}
                  ref={virtualizer.measureElement}
                >
                  {row?.kind === 'lines' && (
                    <LogRowView
                      row={row}
                      serverName={serverNames && (serverNames.get(row.lines[0]?.serverId ?? '') ?? 'deleted server')}
                      match={match}
                      opened={isOpened}
                      onToggle={onToggle}
                    />
                  )}
                  {row?.kind === 'gap' && (
                    <div className={classes.gap}>
                      {row.missed.toLocaleString()} lines are left out here: they came faster than this page could take
                      them. Search finds them.
                    </div>
                  )}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {paused && (
        <Button
          className={classes.resume}
          size="xs"
          radius="xl"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={() => tail.resume()}
        >
          {waiting > 0 ? `${waiting.toLocaleString()} new ${waiting === 1 ? 'line' : 'lines'}` : 'Follow'}
        </Button>
      )}
    </div>
  );
}

function toggled(keys: ReadonlySet<number>, key: number): ReadonlySet<number> {
  const changed = new Set(keys);
  if (!changed.delete(key)) changed.add(key);
  return changed;
}
