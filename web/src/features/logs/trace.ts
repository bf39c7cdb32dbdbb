import { stripAnsi } from '@/lib/ansi';
import type { LogLine } from './log-line';

/** Begins a trace of Python, which has its message at the end. */
const PYTHON = 'Traceback (most recent call last)';
const BEGINNING = /^(Traceback \(most recent call last\)|panic: |thread '|goroutine \d)/;
/** Leads from one exception to another. */
const LINK = /^(During handling of |The above exception was )/;
const PART = /^(Caused by: |goroutine \d|stack backtrace:|created by |During handling of |The above exception was )/;
const FRAME = /^\s+(at |File "|\.{3} |Suppressed: |Caused by: |\+ Exception Group|\d+: |\S+\.go:\d)/;
const INDENTED_OR_BLANK = /^(\s+\S|\s*$)/;
const GO_CALL = /^\S+\(.*\)$/;
const EXCEPTION = /^[A-Za-z_][\w.]*(:|$)/;

/** Whether a line goes on with the stack trace of the lines before it, which are given oldest first. */
export function continuesTrace(before: readonly LogLine[], line: LogLine): boolean {
  const { serverId, run, source } = line;
  const last = before.at(-1);
  if (last?.serverId !== serverId || last.run !== run || last.source !== source) return false;
  const text = stripAnsi(line.message);
  if (FRAME.test(text)) return true;
  if (text.startsWith(PYTHON)) return isReport(before) || LINK.test(lastText(before));
  if (!isTrace(before)) return false;
  if (PART.test(text) || INDENTED_OR_BLANK.test(text)) return true;
  if (GO_CALL.test(text)) return before.some(({ message }) => message.startsWith('goroutine '));
  return /^\s+\S/.test(lastText(before)) && isPython(before) && EXCEPTION.test(text);
}

/** Whether these lines are a trace of Python, which tells at its end what happened. */
export const isPython = (lines: readonly LogLine[]): boolean =>
  lines.slice(0, 2).some(({ message }) => message.startsWith(PYTHON));

/** Whether this is the one line that reports an error, whose trace may follow. */
const isReport = (lines: readonly LogLine[]): boolean =>
  lines.length === 1 && lines[0]?.level === 'error' && !isTrace(lines);

const isTrace = (lines: readonly LogLine[]): boolean =>
  lines.length > 1 || lines.some(({ message }) => BEGINNING.test(stripAnsi(message)) || FRAME.test(stripAnsi(message)));

/** That of the last line that is not blank. */
const lastText = (lines: readonly LogLine[]): string => {
  const last = lines.findLast(({ message }) => message.trim() !== '');
  return last ? stripAnsi(last.message) : '';
};
