import type { ChartOptions } from '@/components/chart';
import { timeAxis } from '@/components/time-axis';

/** Colours of the mean and of the most. */
export const USAGE_COLOURS = { mean: 'indigo-5', most: 'gray-5' };

/** The mean as a filled line, below a thin one of the most; `least` is what the height stands for at least. */
export function usageChartOptions(
  least: number,
  format: (value: number) => string,
  onHover: (index: number | null) => void,
): ChartOptions {
  return ({ colour, text, grid }) => ({
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { y: { range: (_, _min, max) => [0, Math.max(max * 1.1, least)] } },
    axes: [
      timeAxis(text),
      {
        stroke: text,
        grid: { stroke: grid, width: 1 },
        ticks: { show: false },
        size: 76,
        values: (_, splits) => splits.map((value) => (value === 0 ? '0' : format(value))),
      },
    ],
    series: [
      {},
      { stroke: colour(USAGE_COLOURS.mean), fill: `${colour(USAGE_COLOURS.mean)}22`, width: 1.5 },
      { stroke: colour(USAGE_COLOURS.most), width: 1 },
    ],
    hooks: {
      setCursor: [({ cursor }) => onHover(cursor.left !== undefined && cursor.left >= 0 ? (cursor.idx ?? null) : null)],
    },
  });
}
