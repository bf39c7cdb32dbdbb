const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export const formatDateTime = (instant: string): string => dateTime.format(new Date(instant));

export const formatTime = (instant: string): string => time.format(new Date(instant));

/** Such as 81.2 MiB. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${UNITS[power]}`;
}

/** The two largest units, such as 2 h 5 min. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return milliseconds > 0 ? 'less than 1 s' : '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** Of a time span of an answer, such as 3.4 ms. */
export const formatMilliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** To two digits; whole and nothing only if it is. */
export function formatPercent(value: number): string {
  if (value === 0 || value === 100) return `${value} %`;
  return `${Math.min(Math.max(value, 0.01), 99.99).toFixed(2)} %`;
}
