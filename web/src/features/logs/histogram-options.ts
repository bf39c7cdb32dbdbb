import uPlot from 'uplot';
import type { ChartOptions } from '@/components/chart';
import { timeAxis } from '@/components/time-axis';
import { STACKED } from './stacks';

const COLOURS = { error: 'red-6', warn: 'yellow-6', info: 'blue-4', debug: 'gray-5' };
/** Pixels of a drag that is meant. */
const MIN_DRAG = 4;

/** Bars upon each other; tells over which one the pointer is, and what was chosen by dragging, in milliseconds. */
export function histogramOptions(
  onHover: (index: number | null) => void,
  onSelect: (from: number, to: number) => void,
): ChartOptions {
  return ({ colour, text, grid }) => ({
    padding: [6, 20, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { x: { range: wholeBuckets }, y: { range: (_, _min, max) => [0, Math.max(max, 1)] } },
    axes: [
      timeAxis(text),
      {
        stroke: text,
        grid: { stroke: grid, width: 1 },
        ticks: { show: false },
        size: 44,
        space: 18,
        incrs: COUNTS,
        values,
      },
    ],
    series: [
      {},
      ...STACKED.toReversed().map((level) => ({
        fill: colour(COLOURS[level]),
        width: 0,
        points: { show: false },
        paths: uPlot.paths.bars?.({ size: [0.85, 40], align: 1 }),
      })),
    ],
    hooks: {
      setCursor: [({ cursor: { idx } }) => onHover(idx ?? null)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < MIN_DRAG) return;
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          onSelect(Math.floor(plot.posToVal(left, 'x')), Math.ceil(plot.posToVal(left + width, 'x')));
        },
      ],
    },
  });
}

const compact = new Intl.NumberFormat(undefined, { notation: 'compact' });
const values = (_: uPlot, splits: number[]) => splits.map((count) => compact.format(count));

const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7];

/** To the end of the last one, of which the data have the beginning. */
function wholeBuckets({ data: [times] }: uPlot, from: number, to: number): [number, number] {
  return [from, to + ((times[1] ?? 0) - (times[0] ?? 0))];
}
