import type { ChartOptions } from '@/components/chart';
import { timeAxis } from '@/components/time-axis';
import { formatBytes } from '@/lib/format';

const MEAN = 'indigo-5';
const MOST = 'gray-5';

/** What is measured. */
export interface Quantity {
  label: string;
  format: (value: number) => string;
  /** What the height of a chart stands for at least. */
  least: number;
  /** How far apart the lines of its grid may be. */
  steps: number[];
}

const powersOfTwo = Array.from({ length: 45 }, (_, power) => 2 ** power);

export const MEMORY: Quantity = { label: 'Memory', format: formatBytes, least: 2 ** 20, steps: powersOfTwo };

export const CPU: Quantity = {
  label: 'CPU',
  format: (percent) => `${percent.toFixed(1)} %`,
  least: 10,
  steps: [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
};

/** The mean as a filled line, below a thin one of the most. */
export function usageChartOptions(
  { format, least, steps }: Quantity,
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
        incrs: steps,
        values: (_, splits) => splits.map((value) => (value === 0 ? '0' : format(value))),
      },
    ],
    series: [{}, { stroke: colour(MEAN), fill: `${colour(MEAN)}22`, width: 1.5 }, { stroke: colour(MOST), width: 1 }],
    hooks: {
      setCursor: [({ cursor }) => onHover(cursor.left !== undefined && cursor.left >= 0 ? (cursor.idx ?? null) : null)],
    },
  });
}
