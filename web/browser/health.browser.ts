import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe';
import { keep, PAGE_URL, useBrowser } from './open-page';
import { removeServer, runServer } from './run-server';

const { open, complaints } = useBrowser();
const at = (path: string) => new URL(path, PAGE_URL).href;
let page: Page;

beforeAll(async () => {
  page = await open(PAGE_URL, { reducedMotion: 'reduce' });
  await runServer(page, {
    name: 'mortal',
    command: 'sh',
    args: ['-c', 'echo "the <b>disk</b> is full" >&2; exec sleep 600'],
    health: { interval: '1s' },
  });
  await page.goto(at('/servers/mortal/health'));
});
afterAll(async () => {
  await removeServer(page, 'mortal');
  expect(complaints).toEqual([]);
});

test('a server is checked now', async () => {
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('mortal is healthy').waitFor();
  await page.getByText('It was never unhealthy in this time').waitFor();
});

test('an incident is told with what the server said before it', async () => {
  const status: unknown = await (await page.request.get(at('/api/servers/mortal/status'))).json();
  process.kill((status as { data: { details: { pid: number } } }).data.details.pid, 'SIGKILL');
  await page.getByText('ended with signal 9 (SIGKILL)').first().waitFor();
  await page.getByText('the <b>disk</b> is full').first().waitFor();
  await page.getByText('Healthy', { exact: true }).waitFor();
});

test('the range is kept in the address, and a check is told by the keyboard', async () => {
  await page.getByText('1 h', { exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('range')).toBe('1h');
  await page.reload();
  expect(await page.getByRole('radio', { name: '1 h' }).isChecked()).toBe(true);
  await page.getByRole('img', { name: 'Checks over time' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('status').getByText('Healthy').waitFor();
  await keep(page, 'health-check');
});

test.each([390, 1280])('health fits on a screen of %i px, in both themes', async (width) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await keep(page, `health-${width}-${colorScheme}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await violations(page)).toEqual([]);
  }
});
