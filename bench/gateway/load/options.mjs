import { parseArgs } from 'node:util';
import { HttpClient } from './clients.mjs';

/** The command line's options, which all have a value; `defaults` names those that there are. */
export function options(defaults) {
  const names = Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }]);
  return parseArgs({ options: Object.fromEntries(names) }).values;
}

/** `count` clients, of the era that is named; `both` alternates. */
export function httpClients({ url, era, token, payload, tool = 'echo' }, count) {
  const eras = era === 'both' ? ['legacy', 'modern'] : [era];
  return Array.from(
    { length: count },
    (_, i) => new HttpClient(new URL(url), eras[i % eras.length], token, Number(payload), tool),
  );
}

/** The value that is at least as large as that share of `sorted`. */
export function percentile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
