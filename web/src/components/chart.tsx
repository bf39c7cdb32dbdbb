import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import classes from './chart.module.css';
import { drawShades, type Shade } from './chart-shades';

/** Colours of the page for what is drawn. */
export interface ChartColours {
  /** One of the theme, such as `red-6`. */
  colour: (name: string) => string;
  text: string;
  grid: string;
}

/** What a chart looks like; the same function as long as it looks the same. */
export type ChartOptions = (colours: ChartColours) => Omit<uPlot.Options, 'width' | 'height'>;

interface ChartProps {
  options: ChartOptions;
  data: uPlot.AlignedData;
  shades?: readonly Shade[];
  height: number;
  label: string;
}

const NONE: readonly Shade[] = [];

/** A chart over time (in milliseconds) as wide as its place, whose points the arrow keys go through as the pointer does. */
export function Chart({ options, data, shades = NONE, height, label }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const latest = useRef({ data, shades });
  const scheme = useComputedColorScheme();

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const colours = coloursOf(element);
    const look = options(colours);
    const drawClear = [(plot: uPlot) => drawShades(plot, latest.current.shades, colours.colour)];
    const size = { width: element.clientWidth, height };
    const made = new uPlot(
      { ms: 1, ...look, hooks: { ...look.hooks, drawClear }, ...size },
      latest.current.data,
      element,
    );
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [options, height, scheme]);

  useEffect(() => {
    latest.current = { data, shades };
    chart.current?.setData(data);
  }, [data, shades]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !chart.current) return;
    event.preventDefault();
    move(chart.current, step);
  };

  return (
    <div
      ref={place}
      className={classes.chart}
      style={{ height }}
      role="img"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
    />
  );
}

function move(chart: uPlot, step: number): void {
  const times = chart.data[0];
  const from = chart.cursor.idx ?? (step > 0 ? -1 : times.length);
  const time = times[Math.min(Math.max(from + step, 0), times.length - 1)];
  if (time !== undefined) chart.setCursor({ left: chart.valToPos(time, 'x'), top: 0 });
}

function coloursOf(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--mantine-color-${name}`).trim();
  return { colour, text: style.color, grid: style.borderTopColor };
}
