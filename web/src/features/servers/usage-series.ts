import type { AlignedData } from 'uplot';
import type { Schemas } from '@/lib/api';
import type { Sample } from '@/lib/usage';

/** What a chart shows at a time: the mean of some time, and the most within it; one sample is both. */
export interface UsageMoment {
  at: number;
  memory: number;
  maxMemory: number;
  cpu: number | null;
  maxCpu: number | null;
}

export interface UsageSeries {
  /** Undefined where lines break: before, between and after runs. */
  moments: (UsageMoment | undefined)[];
  memory: AlignedData;
  cpu: AlignedData;
}

/** Longer than that many points without one, nothing ran. */
const BREAK = 2.5;

/** What the manager noted, and after that what this page has seen of the run that goes on, in [from, to]. */
export function usageSeries(
  points: readonly Schemas['UsagePoint'][],
  samples: readonly Sample[],
  startedAt: number | undefined,
  from: number,
  to: number,
): UsageSeries {
  const times = [from];
  const moments: (UsageMoment | undefined)[] = [undefined];
  const add = (at: number, moment: UsageMoment | undefined) => {
    times.push(at);
    moments.push(moment);
  };
  const addAfterBreak = (moment: UsageMoment) => {
    add(((times.at(-1) ?? from) + moment.at) / 2, undefined);
    add(moment.at, moment);
  };
  let before: Schemas['UsagePoint'] | undefined;
  for (const point of points) {
    const at = Math.max(Date.parse(point.timestamp) + point.width / 2, times.at(-1) ?? from);
    const goesOn = before?.run === point.run && at - (times.at(-1) ?? from) < BREAK * point.width;
    if (goesOn) add(at, { ...point, at });
    else addAfterBreak({ ...point, at });
    before = point;
  }
  const noted = before ? Date.parse(before.timestamp) + before.width : from;
  let seen = noted > (startedAt ?? Infinity);
  for (const { at, memory, cpu } of samples) {
    if (at <= (times.at(-1) ?? from)) continue;
    const moment = { at, memory, maxMemory: memory, cpu, maxCpu: cpu };
    if (seen) add(at, moment);
    else addAfterBreak(moment);
    seen = true;
  }
  add(Math.max(to, times.at(-1) ?? to), undefined);
  const line = (value: (moment: UsageMoment) => number | null) =>
    moments.map((moment) => (moment ? value(moment) : null));
  return {
    moments,
    memory: [times, line(({ memory }) => memory), line(({ maxMemory }) => maxMemory)],
    cpu: [times, line(({ cpu }) => cpu), line(({ maxCpu }) => maxCpu)],
  };
}
