const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const SPANS = [
  { label: '15 min', milliseconds: 15 * MINUTE },
  { label: 'hour', milliseconds: HOUR },
  { label: '6 hours', milliseconds: 6 * HOUR },
  { label: 'day', milliseconds: DAY },
  { label: 'week', milliseconds: 7 * DAY },
];

const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });

/** What a span of time is called; either end may be open. */
export function timeText(from: string | undefined, to: string | undefined): string {
  if (from && to) return short.formatRange(new Date(from), new Date(to));
  if (from) return `Since ${short.format(new Date(from))}`;
  if (to) return `Until ${short.format(new Date(to))}`;
  return 'Any time';
}

/** An instant as a `datetime-local` input has it, in local time. */
export function localInput(instant: string | undefined): string {
  if (!instant) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE).toISOString().slice(0, 19);
}
