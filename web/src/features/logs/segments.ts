import type { Span } from '@/lib/ansi';
import type { Range } from './matcher';

export interface Segment extends Span {
  marked: boolean;
}

/** Cuts spans where matches begin and end. */
export function segments(spans: Span[], marks: readonly Range[]): Segment[] {
  const found: Segment[] = [];
  let at = 0;
  for (const { text, style } of spans) {
    const end = at + text.length;
    const add = (from: number, to: number, marked: boolean) => {
      if (to > from) found.push({ text: text.slice(from - at, to - at), style, marked });
    };
    let done = at;
    for (const [from, to] of marks) {
      if (to <= at || from >= end) continue;
      add(done, Math.max(from, at), false);
      done = Math.min(to, end);
      add(Math.max(from, at), done, true);
    }
    add(done, end, false);
    at = end;
  }
  return found;
}
