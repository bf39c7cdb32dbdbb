import type { LogLine } from './log-line';
import { continuesTrace } from './trace';

/** A line with the lines of its stack trace, or lines that are left out. */
export type LogRow = LinesRow | GapRow;

export interface LinesRow {
  kind: 'lines';
  /** The sequence of the first. */
  key: number;
  lines: readonly LogLine[];
}

export interface GapRow {
  kind: 'gap';
  key: string;
  serverId: string;
  missed: number;
}

/** Of a trace that does not end. */
const MAX_ROW = 500;
export const MAX_LINES = 20_000;
const MAX_CHARACTERS = 16_000_000;
/** What is kept when that is exceeded, so that not every line moves all others. */
const KEPT = 0.9;

/** The lines that a page holds, oldest first, at most 20,000 and 16 million characters of them. */
export class RowBuffer {
  /** Replaced, never changed. */
  rows: readonly LogRow[] = [];
  private readonly folds: boolean;

  /** @param folds whether stack traces become one row */
  constructor(folds: boolean) {
    this.folds = folds;
  }

  /** Adds later lines, oldest first, and gives up the oldest if they are too many. */
  append(lines: readonly LogLine[]): void {
    const last = this.rows.at(-1);
    const open = last?.kind === 'lines' ? last : undefined;
    this.rows = latest([...(open ? this.rows.slice(0, -1) : this.rows), ...this.fold(lines, open)]);
  }

  appendGap(gap: GapRow): void {
    this.rows = [...this.rows, gap];
  }

  /** Adds earlier lines, oldest first; returns whether the latest had to be given up for them. */
  prepend(lines: readonly LogLine[]): boolean {
    const first = this.rows[0];
    const seam = this.folds && first?.kind === 'lines' ? first.lines : [];
    const rows = [...this.fold([...lines, ...seam]), ...(seam.length > 0 ? this.rows.slice(1) : this.rows)];
    this.rows = earliest(rows);
    return this.rows.length < rows.length;
  }

  /** Rows of lines, of which the first may go on with a row. */
  private fold(lines: readonly LogLine[], before?: LinesRow): LogRow[] {
    const rows: LogRow[] = [];
    let open: LogLine[] | undefined;
    if (before) {
      open = [...before.lines];
      rows.push({ ...before, lines: open });
    }
    for (const line of lines) {
      if (this.folds && open && open.length < MAX_ROW && continuesTrace(open, line)) {
        open.push(line);
      } else {
        open = [line];
        rows.push({ kind: 'lines', key: line.sequence, lines: open });
      }
    }
    const first = rows[0];
    // a row that did not change stays the same object, which is not drawn again
    if (before && first?.kind === 'lines' && first.lines.length === before.lines.length) rows[0] = before;
    return rows;
  }
}

function latest(rows: LogRow[]): LogRow[] {
  if (fitting(rows.length, (index) => rows[index]) === rows.length) return rows;
  return rows.slice(-fitting(rows.length, (index) => rows[rows.length - 1 - index], KEPT));
}

function earliest(rows: LogRow[]): LogRow[] {
  if (fitting(rows.length, (index) => rows[index]) === rows.length) return rows;
  return rows.slice(
    0,
    fitting(rows.length, (index) => rows[index], KEPT),
  );
}

/** How many of the rows may be held, counted in the order in which they are given. */
function fitting(count: number, row: (index: number) => LogRow | undefined, share = 1): number {
  let lines = 0;
  let characters = 0;
  for (let index = 0; index < count; index++) {
    const each = row(index);
    if (each?.kind !== 'lines') continue;
    lines += each.lines.length;
    for (const { message } of each.lines) characters += message.length;
    if (lines > MAX_LINES * share || characters > MAX_CHARACTERS * share) return Math.max(index, 1);
  }
  return count;
}
