import { expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser } from './open-page';

const { open } = useBrowser();

test('by keyboard alone a server is started and found', async () => {
  const page = await open();
  await page.keyboard.press('Control+k');
  const search = page.getByLabel('Search pages, servers and actions');
  await search.pressSequentially('start napper');
  await page.getByRole('dialog').getByText('Start napper').waitFor();
  await keep(page, 'palette');
  await page.keyboard.press('Enter');
  await search.waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await search.pressSequentially('napper');
  await page.getByText('running', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'napper' }).waitFor();
  await page.getByText('Running', { exact: true }).waitFor();
  await page.request.post(new URL('/api/servers/napper/stop', PAGE_URL).href);
  await page.getByText('Stopped', { exact: true }).waitFor();
  expect(await page.title()).toBe('napper · MCP Manager');
});
