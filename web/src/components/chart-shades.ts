import type uPlot from 'uplot';

/** A stretch of time that is coloured: the ground behind the lines, or a strip above them. Times are milliseconds. */
export interface Shade {
  from: number;
  to: number;
  /** One of the theme, such as `red-6`. */
  colour: string;
  opacity: number;
  part: 'ground' | 'strip';
}

const STRIP_HEIGHT = 12;
/** Room above the lines for the strip. */
export const STRIP_ROOM = 22;
const MIN_WIDTH = 2;

/** Draws what is in view, also what lasts too short to be seen. */
export function drawShades(plot: uPlot, shades: readonly Shade[], colour: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const right = bbox.left + bbox.width;
  const scale = devicePixelRatio;
  ctx.save();
  for (const { from, to, colour: name, opacity, part } of shades) {
    const begin = Math.max(plot.valToPos(from, 'x', true), bbox.left);
    const end = Math.min(Math.max(plot.valToPos(to, 'x', true), begin + MIN_WIDTH * scale), right);
    if (end <= begin) continue;
    ctx.globalAlpha = opacity;
    ctx.fillStyle = colour(name);
    if (part === 'ground') ctx.fillRect(begin, bbox.top, end - begin, bbox.height);
    else ctx.fillRect(begin, bbox.top - STRIP_ROOM * scale, end - begin, STRIP_HEIGHT * scale);
  }
  ctx.restore();
}
