import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { violations } from './axe';
import { keep, PAGE_URL, useBrowser } from './open-page';

const TABS = ['health', 'logs', 'tools', 'calls', 'events', 'connect', 'settings'];
const PAGES = [
  '',
  'servers',
  'add',
  'logs',
  'connect',
  'alerts',
  'system',
  'servers/talker',
  ...TABS.map((tab) => `servers/talker/${tab}`),
];

describe.each([
  { size: 'wide', width: 1280, colorScheme: 'light' },
  { size: 'wide', width: 1280, colorScheme: 'dark' },
  { size: 'phone', width: 360, colorScheme: 'dark' },
] as const)('on a $size screen of $width px, $colorScheme', ({ size, width, colorScheme }) => {
  const { open, complaints } = useBrowser();
  let page: Page;

  beforeAll(async () => {
    page = await open(PAGE_URL, { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
  });

  test.each(PAGES)('/%s is shown, fits, and axe finds nothing wrong', async (path) => {
    await page.goto(new URL(`/${path}`, PAGE_URL).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count(), { timeout: 10_000 }).toBe(0);
    await page.getByText('Live', { exact: true }).waitFor();
    await keep(page, `${size}-${colorScheme}-${path.replaceAll('/', '-') || 'home'}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });
});
