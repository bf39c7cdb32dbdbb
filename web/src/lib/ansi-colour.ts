/** One of 256 by its number, or red, green and blue. */
export type Colour = number | Rgb;
export type Rgb = readonly [red: number, green: number, blue: number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** The lightest and darkest that lines stand on. */
const DARK_GROUND: Rgb = [46, 46, 46];
const LIGHT_GROUND: Rgb = [241, 243, 245];
/** WCAG 2.2, 1.4.3 */
const CONTRAST = 4.5;

const BASIC: readonly Rgb[] = [
  [60, 60, 60],
  [205, 49, 49],
  [13, 145, 85],
  [175, 130, 0],
  [36, 114, 200],
  [170, 60, 170],
  [17, 148, 180],
  [190, 190, 190],
  [110, 110, 110],
  [241, 76, 76],
  [35, 180, 110],
  [215, 170, 30],
  [59, 142, 234],
  [214, 112, 214],
  [41, 184, 219],
  [229, 229, 229],
];

const readable = new Map<number, string>();

/** The colour for text, darkened on a light page and lightened on a dark one until it can be read. */
export function textColour(colour: Colour): string {
  if (typeof colour !== 'number') return lightDark(colour);
  let known = readable.get(colour);
  if (!known) readable.set(colour, (known = lightDark(rgb(colour))));
  return known;
}

/** The colour as a tint on which text can still be read. */
export const tint = (colour: Colour): string => `rgb(${rgb(colour).join(' ')} / 0.22)`;

function lightDark(colour: Rgb): string {
  return `light-dark(${css(until(colour, BLACK, LIGHT_GROUND))}, ${css(until(colour, WHITE, DARK_GROUND))})`;
}

/** The colour mixed with another, as little as gives contrast to the ground. */
export function until(colour: Rgb, towards: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, towards, share);
    if (contrast(mixed, ground) >= CONTRAST) return mixed;
  }
  return towards;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => Math.round(a[index] + (b[index] - a[index]) * share);
  return [part(0), part(1), part(2)];
}

const css = (colour: Rgb): string => `rgb(${colour.join(' ')})`;

/** xterm's 256: 16 basic ones, a cube of 6 a side, 24 greys. */
function rgb(colour: Colour): Rgb {
  if (typeof colour !== 'number') return colour;
  const basic = BASIC[colour];
  if (basic) return basic;
  if (colour >= 232) {
    const grey = 8 + (colour - 232) * 10;
    return [grey, grey, grey];
  }
  const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const index = colour - 16;
  return [level(Math.floor(index / 36)), level(Math.floor(index / 6) % 6), level(index % 6)];
}
