import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { violations } from './axe';
import { keep, PAGE_URL, useBrowser } from './open-page';
import { removeServer, runServer } from './run-server';

// what would do harm if it were taken for HTML, colours, a trace, and then a line each time its pipe gets one
const SCRIPT = [
  String.raw`printf '\033[31mred\033[0m <img src=x onerror=alert(1)><b>bold</b>\n'`,
  String.raw`printf 'Error: no such file\n    at open (/app/index.js:3:5)\n    at main (/app/index.js:9:1)\n' >&2`,
  `echo 'WARN nearly full'; i=0; while sleep 0.2; do i=$((i + 1)); echo "tick $i"; done`,
].join('; ');

const at = (path: string) => new URL(path, PAGE_URL).href;

describe.each([1280, 390])('at %d px', (width) => {
  const { open, complaints } = useBrowser();
  const lines = () => page.getByRole('log', { name: 'Lines' });
  const line = (text: string): Locator => lines().locator('[data-level]').filter({ hasText: text });
  const keepIt = (name: string) => keep(page, `${name}-${width}`);
  let page: Page;

  beforeAll(async () => {
    const viewport = { width, height: 844 };
    page = await open(PAGE_URL, { viewport, acceptDownloads: true, reducedMotion: 'reduce' });
    await runServer(page, { name: 'ticker', command: 'sh', args: ['-c', SCRIPT] });
  });
  afterAll(async () => {
    await removeServer(page, 'ticker');
    expect(complaints).toEqual([]);
  });
  beforeEach(() => page.goto(at('/servers/ticker/logs')));

  test('lines show as they come, in their colours, and are never taken for HTML', async () => {
    const hostile = line('<img src=x onerror=alert(1)><b>bold</b>');
    await hostile.waitFor();
    expect(await lines().locator('img, b').count()).toBe(0);
    const colour = (text: string) =>
      hostile.getByText(text, { exact: true }).evaluate((e) => getComputedStyle(e).color);
    expect(await colour('red')).not.toBe(await colour(' <img src=x onerror=alert(1)><b>bold</b>'));
    const last = await lines().locator('[data-level]').last().textContent();
    await expect.poll(() => lines().locator('[data-level]').last().textContent()).not.toBe(last);
  });

  test('they wait while it is paused, and then follow', async () => {
    await line('tick').first().waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    const waiting = page.getByRole('button', { name: /^\d+ new lines$/ });
    const count = await waiting.textContent();
    const last = await lines().locator('[data-level]').last().textContent();
    await expect.poll(() => waiting.textContent()).not.toBe(count);
    expect(await lines().locator('[data-level]').last().textContent()).toBe(last);
    await keepIt('logs-paused');
    await page.getByRole('button', { name: /new line/ }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await expect.poll(() => lines().locator('[data-level]').last().textContent()).not.toBe(last);
  });

  test('what is searched for is marked as one types, and kept in the address', async () => {
    await page.getByLabel('Search lines').fill('NEARLY');
    await lines().locator('mark', { hasText: 'nearly' }).waitFor();
    expect(await lines().locator('[data-level]').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('NEARLY');
    await keepIt('logs-searched');
    await page.getByRole('button', { name: 'Match case' }).click();
    await page.getByText('No line is like that').waitFor();
    await page.getByRole('button', { name: 'Show all lines' }).click();
    await line('tick').first().waitFor();
  });

  test('a regular expression finds lines that come, too; one that is wrong is told', async () => {
    await page.goto(at('/servers/ticker/logs?q=tick%20%5Cd%2B%24&regex=true'));
    await lines().locator('mark').first().waitFor();
    const last = () => lines().locator('mark').last().textContent();
    const found = await last();
    await expect.poll(last).not.toBe(found);
    await page.getByLabel('Search lines').fill('(');
    await page.getByRole('alert').getByText('missing closing )').waitFor();
    // the browser itself complains of what the API refused
    expect(complaints.splice(0).every((complaint) => complaint.includes('status of 400'))).toBe(true);
  });

  test('levels are chosen, and a trace is folded until it is opened', async () => {
    await page.getByRole('group', { name: 'Filters' }).getByText('error', { exact: true }).click();
    await line('no such file').getByText('+2 lines').waitFor();
    expect(new URL(page.url()).searchParams.get('level')).toBe('error');
    expect(await line('tick').count()).toBe(0);
    await line('no such file').click();
    await lines().getByText('at main (/app/index.js:9:1)').waitFor();
    await keepIt('logs-opened');
    expect(await violations(page)).toEqual([]);
  });

  test('a line is shown among those before and after it', async () => {
    await page.goto(at('/servers/ticker/logs?q=nearly'));
    await line('nearly full').click();
    await page.getByRole('link', { name: 'What came before and after' }).click();
    const around = page.getByRole('dialog', { name: 'Around a line of ticker' });
    await around.locator('[aria-current]').getByText('nearly').waitFor();
    await around.getByText('at main (/app/index.js:9:1)').waitFor();
    await keepIt('logs-context');
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await around.waitFor();
    await around.getByRole('button', { name: 'Close' }).click();
    await around.waitFor({ state: 'detached' });
  });

  test('a stretch of time is chosen by dragging over the counts', async () => {
    await line('tick').first().waitFor();
    const box = await page.getByRole('img', { name: 'Lines over time' }).boundingBox();
    if (!box) throw new Error('there are no counts');
    await page.mouse.move(box.x + 100, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 20, { steps: 5 });
    await page.mouse.up();
    await page.getByText('No line is like that').waitFor();
    expect([...new URL(page.url()).searchParams.keys()].sort()).toEqual(['from', 'to']);
    await page.getByRole('button', { name: 'Any time' }).last().click();
    await line('tick').first().waitFor();
  });

  test('what is shown is exported', async () => {
    await page.goto(at('/servers/ticker/logs?q=nearly'));
    await page.getByRole('button', { name: 'More for these lines' }).click();
    await keepIt('logs-menu');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('CSV, for').click()]);
    expect(download.suggestedFilename()).toBe('ticker-logs.csv');
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/,warn,stdout,"?WARN nearly full/);
  });

  test('lines of all servers stand together with their names', async () => {
    await page.goto(at('/logs'));
    await line('tick').filter({ hasText: 'ticker' }).first().waitFor();
  });

  test('they fit on the screen, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await line('tick').first().waitFor();
      await keepIt(`logs-${colorScheme}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violations(page)).toEqual([]);
    }
  });
});
