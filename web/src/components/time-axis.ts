import type uPlot from 'uplot';

const DAY = 86_400_000;
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** An axis of times in milliseconds; dates where a day begins. */
export function timeAxis(text: string): uPlot.Axis {
  return {
    stroke: text,
    grid: { show: false },
    ticks: { stroke: text, width: 1, size: 4 },
    space: 72,
    size: 30,
    values: (_, splits, _index, _space, step) => splits.map((time) => tick(time, step)),
  };
}

function tick(time: number, step: number): string {
  const at = new Date(time);
  if (step >= DAY || (at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0)) return date.format(at);
  return (step < 60_000 ? seconds : clock).format(at);
}
