import uPlot from 'uplot';
import type { ChartOptions } from '@/components/chart';
import { timeAxis } from '@/components/time-axis';
import { formatMilliseconds } from '@/lib/format';
import type { Incident } from './incidents-query';

/** The look of each line, from the median to the slowest; the legend has it, too. */
export const LINES = [
  { label: 'Median', colour: 'indigo-6' },
  { label: '95 % within', colour: 'cyan-6' },
  { label: '99 % within', colour: 'grape-5' },
];
export const FAILED = 'red-6';

/** Where the pointer is: the point, and pixels from the left. */
export type Hover = { index: number; left: number } | null;

interface Look {
  from: number;
  to: number;
  incidents: readonly Incident[];
  onHover: (hover: Hover) => void;
}

/** Response times as lines, failed checks as bars from below, incidents as a ground behind them. */
export function healthChartOptions({ from, to, incidents, onHover }: Look): ChartOptions {
  return ({ colour, text, grid }) => ({
    padding: [12, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { range: [from, to] },
      y: { range: (_, _min, max) => [0, Math.max(max * 1.1, 1)] },
      percent: { range: [0, 100] },
    },
    axes: [
      timeAxis(text),
      {
        stroke: text,
        grid: { stroke: grid, width: 1 },
        ticks: { show: false },
        size: 64,
        values: (_, splits) => splits.map((value) => formatMilliseconds(value)),
      },
    ],
    series: [
      {},
      ...LINES.map((line) => ({ stroke: colour(line.colour), width: 1.5 })),
      {
        scale: 'percent',
        fill: colour(FAILED),
        width: 0,
        points: { show: false },
        paths: uPlot.paths.bars?.({ size: [0.9, 10, 3] }),
      },
    ],
    hooks: {
      drawClear: [(plot) => incidents.forEach((incident) => shade(plot, incident, to, colour(FAILED)))],
      setCursor: [({ cursor: { idx, left }, over }) => onHover(at(idx, left, over))],
    },
  });
}

function at(index: number | null | undefined, left: number | undefined, over: HTMLElement): Hover {
  return index == null || left === undefined || left < 0 ? null : { index, left: left + over.offsetLeft };
}

function shade(plot: uPlot, { from, to }: Incident, now: number, colour: string): void {
  const { ctx, bbox } = plot;
  const end = bbox.left + bbox.width;
  const left = Math.max(plot.valToPos(Date.parse(from), 'x', true), bbox.left);
  const right = Math.min(plot.valToPos(to ? Date.parse(to) : now, 'x', true), end);
  if (right < bbox.left || left > end) return;
  ctx.save();
  ctx.globalAlpha = 0.16;
  ctx.fillStyle = colour;
  ctx.fillRect(left, bbox.top, Math.max(right - left, 1), bbox.height);
  ctx.restore();
}
