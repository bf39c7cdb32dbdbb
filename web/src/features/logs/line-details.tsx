import { Button, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy, IconListDetails } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatDateTime } from '@/lib/format';
import { stripAnsi } from '@/lib/ansi';
import classes from './line-details.module.css';
import { LogText } from './log-text';
import { formatAt, logsSearch } from './logs-search';
import type { Matcher } from './matcher';
import type { LinesRow } from './row-buffer';

/** All that a line has: its whole text and trace, where it is from, and what can be done with it. */
export function LineDetails({ row, match }: { row: LinesRow; match: Matcher | undefined }) {
  const [line] = row.lines;
  if (!line) return null;
  const { timestamp, source, run } = line;
  return (
    <div className={classes.details}>
      <pre className={classes.text} dir="auto">
        {row.lines.map(({ sequence, message }) => (
          <div key={sequence}>
            <LogText text={message || ' '} match={match} />
          </div>
        ))}
      </pre>
      <Group gap="xs">
        <span className={classes.facts}>
          {formatDateTime(timestamp)} · {source} · run {run}
        </span>
        <CopyButton value={row.lines.map(({ message }) => stripAnsi(message)).join('\n')}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconListDetails size={14} aria-hidden />}
          renderRoot={(props) => (
            <Link to="." search={(search) => ({ ...logsSearch(search), at: formatAt(line) })} {...props} />
          )}
        >
          What came before and after
        </Button>
      </Group>
    </div>
  );
}
