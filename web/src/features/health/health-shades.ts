import type { Shade } from '@/components/chart-shades';
import type { HealthPoint } from './health-history-query';
import { usualDistance } from './health-series';
import type { Incident } from './incidents-query';

export const HEALTHY = 'teal-6';
export const UNHEALTHY = 'red-6';
/** Of one failed check among very many, which must still be seen. */
const FAINTEST = 0.45;

/** A strip of how checks went, the redder the more failed, and a ground where the server was unhealthy. */
export function healthShades(points: readonly HealthPoint[], incidents: readonly Incident[], now: number): Shade[] {
  const usual = usualDistance(points);
  return [
    ...incidents.map(({ from, to }): Shade => ({
      from: Date.parse(from),
      to: to ? Date.parse(to) : now,
      colour: UNHEALTHY,
      opacity: 0.2,
      part: 'ground',
    })),
    ...points.map(({ timestamp, width, healthyChecks, unhealthyChecks }): Shade => {
      const from = Date.parse(timestamp);
      const failed = unhealthyChecks / Math.max(healthyChecks + unhealthyChecks, 1);
      return {
        from,
        to: from + (width || usual),
        colour: failed > 0 ? UNHEALTHY : HEALTHY,
        opacity: failed > 0 ? FAINTEST + (1 - FAINTEST) * failed : 0.75,
        part: 'strip',
      };
    }),
  ];
}
