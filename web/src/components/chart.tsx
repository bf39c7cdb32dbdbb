import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import classes from './chart.module.css';

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
  height: number;
  label: string;
}

/** A chart over time (in milliseconds) as wide as its place, whose points the arrow keys go through as the pointer does. */
export function Chart({ options, data, height, label }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const latest = useRef(data);
  const scheme = useComputedColorScheme();

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = new uPlot(
      { ms: 1, ...options(colours(element)), width: element.clientWidth, height },
      latest.current,
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
    latest.current = data;
    chart.current?.setData(data);
  }, [data]);

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
  if (time !== undefined) chart.setCursor({ left: chart.valToPos(time, 'x') + 1, top: 0 });
}

function colours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--mantine-color-${name}`).trim();
  return { colour, text: style.color, grid: style.borderTopColor };
}
