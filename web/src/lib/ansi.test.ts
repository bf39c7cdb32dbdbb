import { expect, test } from 'vitest';
import { parseAnsi, stripAnsi } from './ansi';
import { contrast, textColour, until } from './ansi-colour';

const ESC = '\x1b[';

test.each<[text: string, spans: ReturnType<typeof parseAnsi>]>([
  ['plain <b>', [{ text: 'plain <b>', style: {} }]],
  [
    `${ESC}31mred${ESC}0m not`,
    [
      { text: 'red', style: { colour: 1 } },
      { text: ' not', style: {} },
    ],
  ],
  [`${ESC}mreset`, [{ text: 'reset', style: {} }]],
  [`${ESC}1;4;92mall`, [{ text: 'all', style: { bold: true, underline: true, colour: 10 } }]],
  [
    `${ESC}1;2mx${ESC}22my`,
    [
      { text: 'x', style: { bold: true, dim: true } },
      { text: 'y', style: {} },
    ],
  ],
  [`${ESC}38;5;208mx`, [{ text: 'x', style: { colour: 208 } }]],
  [`${ESC}38;2;1;2;300;1mx`, [{ text: 'x', style: { colour: [1, 2, 44], bold: true } }]],
  [`${ESC}48;5;1;31mx`, [{ text: 'x', style: { background: 1, colour: 1 } }]],
  [
    `${ESC}107mx${ESC}49my`,
    [
      { text: 'x', style: { background: 15 } },
      { text: 'y', style: {} },
    ],
  ],
  [`${ESC}38;5mx`, [{ text: 'x', style: { colour: 0 } }]],
  [`${ESC}999mx`, [{ text: 'x', style: {} }]],
])('%j is shown as a terminal shows it', (text, spans) => {
  expect(parseAnsi(text)).toEqual(spans);
});

test.each([
  [`a${ESC}2Kb`, 'ab'],
  ['\x1b]0;title\x07text', 'text'],
  ['\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\', 'link'],
  ['\x1b(Bplain', 'plain'],
  ['bell\x07 tab\t null\x00', 'bell tab\t null'],
  [`cut off ${ESC}3`, 'cut off '],
  ['\x1b', ''],
])('%j has the text %j', (text, plain) => {
  expect(stripAnsi(text)).toBe(plain);
});

test.each([0, 1, 3, 7, 8, 11, 15, 16, 21, 226, 231, 232, 255])('colour %i can be read in both themes', (colour) => {
  const [, light, dark] = /^light-dark\(rgb\(([\d ]+)\), rgb\(([\d ]+)\)\)$/.exec(textColour(colour)) ?? [];
  const rgb = (text = '') => text.split(' ').map(Number) as [number, number, number];
  expect(contrast(rgb(light), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
  expect(contrast(rgb(dark), [36, 36, 36])).toBeGreaterThanOrEqual(4.5);
});

test('a colour that can be read is left as it is', () => {
  expect(until([0, 0, 128], [0, 0, 0], [255, 255, 255])).toEqual([0, 0, 128]);
});
