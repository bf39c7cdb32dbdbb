import type { HealthPoint } from './health-history-query';

const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const span = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** When a check was, or from when until when several were. */
export function pointTime({ timestamp, width }: HealthPoint): string {
  const from = new Date(timestamp);
  return width === 0 ? instant.format(from) : span.formatRange(from, new Date(from.getTime() + width));
}

/** How checks went, in words. */
export function checksText({ healthyChecks, unhealthyChecks, width }: HealthPoint): string {
  const total = healthyChecks + unhealthyChecks;
  if (width === 0) return unhealthyChecks > 0 ? 'Failed' : 'Healthy';
  if (unhealthyChecks === 0) return total === 1 ? 'The check succeeded' : `All ${total} checks succeeded`;
  return `${unhealthyChecks} of ${total} checks failed`;
}
