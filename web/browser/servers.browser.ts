import { expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser } from './open-page';

const { open, complaints } = useBrowser();
const path = (name: string) => new URL(name, PAGE_URL).href;

test('servers are started by a click, and what happens elsewhere is seen live', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'Servers' }).click();
  const row = page.getByRole('row').filter({ hasText: 'napper' });
  await row.getByText('Stopped').waitFor();
  await row.getByRole('button', { name: 'Start napper', exact: true }).click();
  await row.getByText('Running').waitFor();
  await row.getByText('Healthy', { exact: true }).waitFor();
  await keep(page, 'servers');

  const stop = await page.request.post(path('/api/servers/napper/stop'));
  expect(stop.status()).toBe(200);
  await row.getByText('Stopped').waitFor();

  const newcomer = page.getByRole('row').filter({ hasText: 'newcomer' });
  const definition = { name: 'newcomer', type: 'command', command: 'sleep', args: ['600'] };
  await page.request.post(path('/api/servers'), { data: definition });
  await newcomer.waitFor();
  await page.request.delete(path('/api/servers/newcomer'));
  await newcomer.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('the search is kept in the address', async () => {
  const page = await open();
  await page.goto(path('/servers?q=napp'));
  await page.getByRole('row').getByText('napper').waitFor();
  expect(await page.getByRole('row').count()).toBe(1);
  await page.getByLabel('Search servers').fill('nobody');
  await page.getByText('No server is like that').waitFor();
  expect(page.url()).toContain('q=nobody');
});
