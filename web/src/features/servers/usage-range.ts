const HOUR = 3_600_000;

/** How far back is shown what a server used. */
export const USAGE_RANGES = [
  { value: '1h', label: '1 h', milliseconds: HOUR },
  { value: '24h', label: '24 h', milliseconds: 24 * HOUR },
  { value: '7d', label: '7 d', milliseconds: 7 * 24 * HOUR },
] as const;

export type UsageRange = (typeof USAGE_RANGES)[number]['value'];

export const lengthOf = (range: UsageRange): number =>
  USAGE_RANGES.find(({ value }) => value === range)?.milliseconds ?? HOUR;
