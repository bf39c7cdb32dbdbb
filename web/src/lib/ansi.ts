import type { Colour } from './ansi-colour';

/** How a terminal would show a piece of text. */
export interface Style {
  colour?: Colour;
  background?: Colour;
  bold?: true;
  dim?: true;
  italic?: true;
  underline?: true;
  struck?: true;
  inverse?: true;
}

export interface Span {
  text: string;
  style: Style;
}

const PLAIN: Style = {};
const FLAGS: Record<number, keyof Omit<Style, 'colour' | 'background'>> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  7: 'inverse',
  9: 'struck',
};

// ECMA-48: control sequences (of which `m` is about style), strings such as titles and links, and short ones
// eslint-disable-next-line no-control-regex -- that is what escapes begin with
const ESCAPE = /\x1b(?:\[([0-?]*)[ -/]*([@-~]?)|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;
// eslint-disable-next-line no-control-regex -- they have no look
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/g;

/** Splits text where its look changes; other escapes and control characters are left out. */
export function parseAnsi(text: string): Span[] {
  if (!text.includes('\x1b')) return [{ text: text.replace(CONTROLS, ''), style: PLAIN }];
  const spans: Span[] = [];
  let style = PLAIN;
  let from = 0;
  const add = (to: number) => {
    if (to > from) spans.push({ text: text.slice(from, to).replace(CONTROLS, ''), style });
  };
  for (const match of text.matchAll(ESCAPE)) {
    add(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = applied(style, match[1] ?? '');
  }
  add(text.length);
  return spans;
}

export const stripAnsi = (text: string): string =>
  parseAnsi(text)
    .map((span) => span.text)
    .join('');

/** The style after the parameters of a "select graphic rendition". */
function applied(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number);
  let style = { ...before };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    const flag = FLAGS[code];
    if (code === 0) style = {};
    else if (flag) style[flag] = true;
    else if (code === 22) style = without(style, 'bold', 'dim');
    else if (code === 23) style = without(style, 'italic');
    else if (code === 24) style = without(style, 'underline');
    else if (code === 27) style = without(style, 'inverse');
    else if (code === 29) style = without(style, 'struck');
    else if (code === 39) style = without(style, 'colour');
    else if (code === 49) style = without(style, 'background');
    else if (code === 38 || code === 48) {
      const [colour, used] = extended(codes.slice(i + 1));
      if (colour !== undefined) style[code === 38 ? 'colour' : 'background'] = colour;
      i += used;
    } else {
      const target = isForeground(code) ? 'colour' : isForeground(code - 10) ? 'background' : undefined;
      if (target) style[target] = (code % 10) + (code >= 90 ? 8 : 0);
    }
  }
  return style;
}

const isForeground = (code: number) => (code >= 30 && code <= 37) || (code >= 90 && code <= 97);

/** A colour of 256, or by red, green and blue, and how many codes tell it. */
function extended([kind, a = 0, b = 0, c = 0]: number[]): [Colour | undefined, used: number] {
  if (kind === 5) return [a & 255, 2];
  if (kind === 2) return [[a & 255, b & 255, c & 255], 4];
  return [undefined, 1];
}

function without(style: Style, ...keys: (keyof Style)[]): Style {
  return Object.fromEntries(Object.entries(style).filter(([key]) => !keys.includes(key as keyof Style)));
}
