import { memo } from 'react';
import { formatDateTime } from '@/lib/format';
import { clockTime } from './clock-time';
import { LevelLabel } from './level-label';
import { LineDetails } from './line-details';
import { LogText } from './log-text';
import classes from './log-row.module.css';
import type { Matcher } from './matcher';
import type { LinesRow } from './row-buffer';
import { isPython } from './trace';

/** Of a line that is not opened: more would not be seen, and would be slow. */
const SHOWN_CHARACTERS = 2_000;

interface LogRowProps {
  row: LinesRow;
  /** Where lines of several servers stand together. */
  serverName: string | undefined;
  match: Matcher | undefined;
  opened: boolean;
  onToggle: (key: number) => void;
}

/** A line, with its stack trace folded, that opens to all it has. */
export const LogRowView = memo(function LogRowView({ row, serverName, match, opened, onToggle }: LogRowProps) {
  const [line] = row.lines;
  if (!line) return null;
  const { timestamp, level, message } = line;
  const toggle = () => {
    // who selects text does not want to open it
    if (getSelection()?.isCollapsed !== false) onToggle(row.key);
  };
  return (
    <>
      <div className={classes.line} data-level={level} data-opened={opened || undefined} onClick={toggle}>
        <button type="button" className={classes.time} aria-expanded={opened} title={formatDateTime(timestamp)}>
          {clockTime(timestamp)}
        </button>
        {serverName !== undefined && (
          <span className={classes.server} title={serverName}>
            {serverName}
          </span>
        )}
        <LevelLabel level={level} />
        <span className={classes.message}>
          <bdi>
            <LogText text={message.slice(0, SHOWN_CHARACTERS)} match={match} />
          </bdi>
          {row.lines.length > 1 && <Folded row={row} />}
        </span>
      </div>
      {opened && <LineDetails row={row} match={match} />}
    </>
  );
});

function Folded({ row }: { row: LinesRow }) {
  const end = isPython(row.lines) && row.lines.at(-1)?.message.slice(0, 200);
  return (
    <>
      <span className={classes.folded}>+{row.lines.length - 1} lines</span>
      {end && (
        <bdi>
          <LogText text={end} match={undefined} />
        </bdi>
      )}
    </>
  );
}
