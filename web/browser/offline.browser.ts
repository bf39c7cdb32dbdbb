import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser } from './open-page';
import { removeServer, runServer } from './run-server';
import { Wire } from './wire';

const PORT = Number(new URL(PAGE_URL).port);
const wire = new Wire(PORT);
const { open, complaints } = useBrowser(async () => [
  `--host-resolver-rules=MAP 127.0.0.1:${PORT} 127.0.0.1:${await wire.open()}`,
]);
afterAll(() => wire.close());

const at = (path: string) => new URL(path, PAGE_URL).href;
const COUNT = 'i=0; while sleep 0.05; do i=$((i + 1)); echo "line $i"; done';

/** The numbers of all lines that the log holds, in the order in which they stand. */
async function numbers(page: Page): Promise<number[]> {
  const log = page.getByRole('log', { name: 'Lines' });
  const found = new Map<number, number>();
  await log.evaluate((element) => (element.scrollTop = 0));
  for (let last = -1, end = false; !end;) {
    const rows = await log.evaluate((element) => ({
      shown: [...element.querySelectorAll('[data-index]')].map(
        (row) => [Number(row.getAttribute('data-index')), row.textContent] as const,
      ),
      end: element.scrollTop + element.clientHeight >= element.scrollHeight - 1,
    }));
    for (const [index, text] of rows.shown) {
      const number = /line (\d+)/.exec(text);
      if (number) found.set(index, Number(number[1]));
    }
    const seen = Math.max(...rows.shown.map(([index]) => index));
    end = rows.end && seen === last;
    last = seen;
    await log.evaluate((element) => element.scrollBy(0, element.clientHeight / 2));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  return [...found.entries()].sort(([a], [b]) => a - b).map(([, number]) => number);
}

test('after a spell without the manager the page catches up, without a gap or a repetition', async () => {
  const page = await open();
  await runServer(page, { name: 'counter', command: 'sh', args: ['-c', COUNT] });
  const servers = await page.context().newPage();
  await servers.goto(at('/servers?q=late'));
  await page.goto(at('/servers/counter/logs'));
  await page.bringToFront();
  const lines = page.getByRole('log', { name: 'Lines' }).locator('[data-level]');
  await lines.filter({ hasText: 'line 20' }).first().waitFor();

  wire.cut();
  await page.getByText('The manager does not answer', { exact: true }).waitFor();
  await page.getByText('Offline', { exact: true }).waitFor();
  await servers.getByText('Offline', { exact: true }).waitFor();
  await keep(page, 'offline');
  // meanwhile lines are printed, and servers come
  await runServer(page, { name: 'latecomer', command: 'sleep', args: ['600'] });
  const before = await lastNumber(page);
  await expect.poll(() => stored(page), { timeout: 20_000 }).toBeGreaterThan(before + 40);
  expect(await lastNumber(page)).toBe(before);

  wire.mend();
  await page.getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });
  expect(await page.getByText('The manager does not answer').count()).toBe(0);
  await servers.getByRole('row').filter({ hasText: 'latecomer' }).getByText('Running').waitFor({ timeout: 30_000 });
  await expect.poll(() => lastNumber(page)).toBeGreaterThan(before + 60);
  // so that there is an end to what it holds
  await page.request.post(at('/api/servers/counter/stop'));
  await expect.poll(async () => (await lastNumber(page)) === (await stored(page))).toBe(true);
  const seen = await numbers(page);
  expect(seen.length).toBeGreaterThan(before);
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  await removeServer(page, 'counter');
  await removeServer(page, 'latecomer');
  // the browser itself tells of connections that it did not get
  expect(complaints.filter((complaint) => !/net::ERR_|WebSocket connection/.test(complaint))).toEqual([]);
});

async function lastNumber(page: Page): Promise<number> {
  const texts = await page.getByRole('log', { name: 'Lines' }).locator('[data-level]').allTextContents();
  return Math.max(0, ...texts.map((text) => Number(/line (\d+)/.exec(text)?.[1] ?? 0)));
}

/** The number of the last line that the manager has. */
async function stored(page: Page): Promise<number> {
  const reply: unknown = await (await page.request.get(at('/api/servers/counter/logs?limit=10'))).json();
  const lines = (reply as { data: { message: string }[] }).data;
  return Math.max(0, ...lines.map(({ message }) => Number(/line (\d+)/.exec(message)?.[1] ?? 0)));
}
