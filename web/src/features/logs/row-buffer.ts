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
/** Rows that are folded anew when it turns out what came before them. */
const SEAM = 20;
export const MAX_LINES = 20_000;
const MAX_CHARACTERS = 16_000_000;
/** What is kept when that is exceeded, so that not every line moves all others. */
const KEPT = 0.9;

/** The lines that a page holds, oldest first, at most 20,000 and 16 million characters of them. */
export class RowBuffer {
  /** Replaced, never changed. */
  rows: readonly LogRow[] = [];
  private size: Size = { lines: 0, characters: 0 };
  private readonly folds: boolean;

  /** @param folds whether stack traces become one row */
  constructor(folds: boolean) {
    this.folds = folds;
  }

  /** Adds later lines, oldest first, and gives up the oldest if they are too many. */
  append(lines: readonly LogLine[]): void {
    const last = this.rows.at(-1);
    const open = last?.kind === 'lines' ? last : undefined;
    const rows = [...(open ? this.rows.slice(0, -1) : this.rows), ...this.fold(lines, open)];
    this.rows = rows.slice(this.surplus(lines, rows.values()));
  }

  appendGap(gap: GapRow): void {
    this.rows = [...this.rows, gap];
  }

  /** Adds earlier lines, oldest first; returns whether the latest had to be given up for them. */
  prepend(lines: readonly LogLine[]): boolean {
    const seam = this.rows.slice(0, SEAM);
    const following = seam.flatMap((row) => (row.kind === 'lines' ? row.lines : []));
    const rows = seam.every(({ kind }) => kind === 'lines')
      ? [...this.fold([...lines, ...following]), ...this.rows.slice(SEAM)]
      : [...this.fold(lines), ...this.rows];
    const surplus = this.surplus(lines, rows.toReversed().values());
    this.rows = rows.slice(0, rows.length - surplus);
    return surplus > 0;
  }

  /** Counts lines that were added; returns how many rows have to go for them, of those that may go, in their order. */
  private surplus(added: readonly LogLine[], candidates: Iterable<LogRow>): number {
    this.size = plus(this.size, added, 1);
    if (fits(this.size, 1)) return 0;
    let count = 0;
    for (const row of candidates) {
      if (fits(this.size, KEPT)) break;
      if (row.kind === 'lines') this.size = plus(this.size, row.lines, -1);
      count++;
    }
    return count;
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

interface Size {
  lines: number;
  characters: number;
}

function plus({ lines, characters }: Size, more: readonly LogLine[], sign: 1 | -1): Size {
  const length = more.reduce((sum, { message }) => sum + message.length, 0);
  return { lines: lines + sign * more.length, characters: characters + sign * length };
}

const fits = ({ lines, characters }: Size, share: number): boolean =>
  lines <= MAX_LINES * share && characters <= MAX_CHARACTERS * share;
