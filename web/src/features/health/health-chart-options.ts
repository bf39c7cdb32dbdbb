import type uPlot from 'uplot';
import type { ChartOptions } from '@/components/chart';
import { STRIP_ROOM } from '@/components/chart-shades';
import { timeAxis } from '@/components/time-axis';
import { formatMilliseconds } from '@/lib/format';

/** The look of each line, from the median to the slowest; the legend has it, too. */
export const LINES = [
  { label: 'Median response', colour: 'indigo-5' },
  { label: '95 % within', colour: 'cyan-6' },
  { label: '99 % within', colour: 'grape-5' },
];

/** Where the pointer is: the point, and pixels from the left. */
export type Hover = { index: number; left: number } | null;

/** Response times as lines, where checks have them, below a strip of how they went. */
export function healthChartOptions(timed: boolean, onHover: (hover: Hover) => void): ChartOptions {
  return ({ colour, text, grid }) => ({
    padding: [STRIP_ROOM + 2, 20, 0, timed ? 0 : 20],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { y: { range: (_, _min, max) => [0, Math.max(max * 1.1, 1)] } },
    axes: [
      timeAxis(text),
      {
        show: timed,
        stroke: text,
        grid: { stroke: grid, width: 1 },
        ticks: { show: false },
        size: 64,
        values: (_, splits) => splits.map((value) => (value === 0 ? '0' : formatMilliseconds(value))),
      },
    ],
    series: [{}, ...LINES.map((line) => ({ stroke: colour(line.colour), width: 1.5 }))],
    hooks: { setCursor: [(plot) => onHover(hoverOf(plot))] },
  });
}

function hoverOf({ cursor: { idx, left }, over }: uPlot): Hover {
  return idx == null || left === undefined || left < 0 ? null : { index: idx, left: left + over.offsetLeft };
}
