import type { Live } from '@/lib/live';
import { liveFilter } from './live-filter';
import type { LogLine } from './log-line';
import type { LogsFilter } from './logs-search';
import { type LogRow, RowBuffer } from './row-buffer';
import { latestSequence, searchLines } from './search-stream';

/** What a log shows. */
export interface TailState {
  rows: readonly LogRow[];
  /** Whether lines are looked for in what is stored. */
  searching: boolean;
  /** How far back a search that goes on has looked. */
  searchedTo?: string;
  /** Whether there may be earlier lines. */
  more: boolean;
  /** Whether a search was given up after its time; it goes on when it is asked to. */
  timedOut: boolean;
  error?: Error;
  paused: boolean;
  /** How many lines came while it is paused. */
  waiting: number;
}

const PAGE = 500;
/** What is held while it is paused; more is read anew. */
const MOST_HELD = 2_000;
const MOST_HELD_CHARACTERS = 4_000_000;
/** Between changes of what is shown: more often than that nobody reads. */
const REST_MS = 100;
const FIRST: TailState = { rows: [], searching: true, more: false, timedOut: false, paused: false, waiting: 0 };

/** The stored lines that are chosen, found as one goes back, and those that come; changes are shown ten times a second. */
export class LogTail {
  /** Whether lines that come are shown; not for a time that is over, nor where only the manager can tell. */
  readonly isLive: boolean;
  private readonly live: Live;
  private readonly serverId: string | undefined;
  private readonly filter: LogsFilter;
  private readonly chooses: (line: LogLine) => boolean;
  private readonly listeners = new Set<() => void>();
  private state = FIRST;
  private buffer = new RowBuffer(true);
  private abort = new AbortController();
  private unfollow: (() => void) | undefined;
  /** The latest line that came, chosen or not. */
  private seen = 0;
  private cursor: string | undefined;
  /** Whether the latest lines are not all here. */
  private cut = false;
  private earlier: LogLine[] = [];
  private later: LogLine[] = [];
  private held: LogLine[] = [];
  private heldCharacters = 0;
  private waits: ReturnType<typeof setTimeout> | undefined;
  private flushedAt = 0;

  constructor(live: Live, serverId: string | undefined, filter: LogsFilter) {
    this.live = live;
    this.serverId = serverId;
    this.filter = filter;
    const chooses = liveFilter(filter);
    this.isLive = chooses !== undefined;
    this.chooses = chooses ?? (() => false);
  }

  getState = (): TailState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the latest lines, and follows those that come, until it is stopped. */
  start(): void {
    this.abort = new AbortController();
    this.buffer = new RowBuffer(!this.filter.q);
    this.cursor = undefined;
    this.cut = false;
    this.earlier = [];
    this.later = [];
    this.release();
    this.change(FIRST);
    void this.attempt(async (signal) => {
      if (this.isLive) {
        // what is stored up to there is searched, what is after it comes: nothing is lost or doubled between them
        this.seen = await latestSequence(this.serverId, signal);
        signal.throwIfAborted();
        this.follow();
      }
      await this.search(signal, this.isLive ? this.seen : Infinity);
    });
  }

  stop(): void {
    this.abort.abort();
    this.unfollow?.();
    clearTimeout(this.waits);
    this.waits = undefined;
  }

  restart(): void {
    this.stop();
    this.start();
  }

  pause(): void {
    if (this.isLive) this.change({ paused: true });
  }

  /** Shows the lines that came meanwhile, and goes on. */
  resume(): void {
    if (this.cut) {
      this.restart();
      return;
    }
    this.later.push(...this.release());
    this.change({ paused: false, waiting: 0 });
  }

  /** Looks further back, from where it has looked. */
  loadEarlier(): void {
    const { searching, more } = this.state;
    if (more && !searching) void this.attempt((signal) => this.search(signal, Infinity));
  }

  private async attempt(action: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.abort;
    this.change({ searching: true, timedOut: false, error: undefined });
    try {
      await action(signal);
    } catch (error) {
      if (!signal.aborted) this.change({ searching: false, error: error as Error });
    }
  }

  private async search(signal: AbortSignal, last: number): Promise<void> {
    const query = { ...this.filter, limit: PAGE, ...(this.cursor && { cursor: this.cursor }) };
    for await (const { lines, progress, end } of searchLines(this.serverId, query, signal)) {
      signal.throwIfAborted();
      if (lines) {
        this.earlier.push(...lines.filter(({ sequence }) => sequence <= last));
        this.change({});
      }
      if (progress) this.change({ searchedTo: progress.timestamp });
      if (end) {
        this.cursor = end.next ?? undefined;
        this.change({ searching: false, searchedTo: undefined, more: end.next !== null, timedOut: end.timedOut });
      }
    }
  }

  private follow(): void {
    this.unfollow = this.live.follow(`logs:${this.serverId ?? '*'}`, {
      after: () => this.seen,
      received: (message) => (message.type === 'gap' ? this.missed(message.data) : this.received(message.data.lines)),
    });
  }

  private received(lines: LogLine[]): void {
    this.seen = lines.at(-1)?.sequence ?? this.seen;
    const chosen = lines.filter(this.chooses);
    if (chosen.length === 0) return;
    if (this.state.paused) {
      this.hold(chosen);
      this.change({ waiting: this.state.waiting + chosen.length });
    } else {
      this.later.push(...chosen);
      // browsers let those in the background wait a second and more
      if (this.later.length > MOST_HELD) this.flush();
      else this.change({});
    }
  }

  private missed({ missed, serverId = '' }: { missed: number; serverId?: string }): void {
    if (this.state.paused) {
      this.cut = true;
      return;
    }
    this.flush();
    this.buffer.appendGap({ kind: 'gap', key: `gap-${this.seen}-${serverId}`, serverId, missed });
    this.change({});
  }

  private hold(lines: LogLine[]): void {
    if (this.cut) return;
    this.held.push(...lines);
    for (const { message } of lines) this.heldCharacters += message.length;
    if (this.held.length <= MOST_HELD && this.heldCharacters <= MOST_HELD_CHARACTERS) return;
    this.cut = true;
    this.release();
  }

  private release(): LogLine[] {
    const held = this.held;
    this.held = [];
    this.heldCharacters = 0;
    return held;
  }

  /** Changes what is known at once, and what is shown soon. */
  private change(state: Partial<TailState>): void {
    this.state = { ...this.state, ...state };
    const rest = Math.max(this.flushedAt + REST_MS - performance.now(), 0);
    this.waits ??= setTimeout(() => this.flush(), rest);
  }

  private flush(): void {
    clearTimeout(this.waits);
    this.waits = undefined;
    this.flushedAt = performance.now();
    if (this.earlier.length > 0) this.cut = this.buffer.prepend(this.earlier.reverse()) || this.cut;
    if (this.later.length > 0) this.buffer.append(this.later);
    this.earlier = [];
    this.later = [];
    this.state = { ...this.state, rows: this.buffer.rows };
    this.listeners.forEach((listener) => listener());
  }
}
