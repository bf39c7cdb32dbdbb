import { expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser } from './open-page';
import { removeServer, runServer } from './run-server';

const { open, complaints } = useBrowser();
const at = (path: string) => new URL(path, PAGE_URL).href;

test('memory and CPU are drawn from before the page was opened', { timeout: 120_000 }, async () => {
  const page = await open();
  await runServer(page, { name: 'worker', command: 'sleep', args: ['600'] });
  // the manager writes them when a minute ends
  const noted = async () => {
    const reply: unknown = await (await page.request.get(at('/api/servers/worker/usage/history'))).json();
    return (reply as { data: unknown[] }).data.length;
  };
  await expect.poll(noted, { timeout: 90_000, interval: 1000 }).toBeGreaterThan(0);

  await page.goto(at('/servers/worker'));
  const memory = page.getByRole('region', { name: 'Memory' });
  await memory.getByRole('img').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await memory
    .getByRole('status')
    .getByText(/: .* [KM]iB/)
    .waitFor();
  await keep(page, 'usage');
  await page.getByText('7 d', { exact: true }).click();
  await memory.getByRole('img').waitFor();

  await page.goto(at('/servers?q=worker'));
  const row = page.getByRole('row').filter({ hasText: 'worker' });
  await row.getByText('% CPU').waitFor();
  expect(await row.locator('svg polyline').count()).toBe(2);
  await removeServer(page, 'worker');
  expect(complaints).toEqual([]);
});
