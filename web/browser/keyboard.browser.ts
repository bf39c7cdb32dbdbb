import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGE_URL, useBrowser } from './open-page';
import { removeServer, runServer } from './run-server';

const { open } = useBrowser();
let page: Page;

beforeAll(async () => {
  page = await open();
  await runServer(page, { name: 'typed', command: 'sh', args: ['-c', 'echo hello; exec sleep 600'] });
  await page.goto(new URL('/servers/typed/logs', PAGE_URL).href);
});
afterAll(() => removeServer(page, 'typed'));

/** Waits until this has the focus. */
const focused = (text: RegExp) =>
  expect
    .poll(() =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent),
    )
    .toMatch(text);

test('what is closed by Escape gives the focus back', async () => {
  const more = page.getByRole('button', { name: 'More for typed' });
  await more.press('Enter');
  await page.getByRole('menuitem', { name: 'Edit' }).press('Escape');
  await focused(/^More for typed$/);
  await more.press('Enter');
  await page.getByRole('menuitem', { name: 'Delete …' }).press('Enter');
  await page.getByRole('dialog', { name: 'Delete typed?' }).waitFor();
  await focused(/^Cancel$/);
  await page.keyboard.press('Escape');
  await focused(/^More for typed$/);
  await page.getByRole('button', { name: 'Any time' }).press('Enter');
  await page.getByRole('button', { name: 'Last 15 min' }).press('Enter');
  await focused(/^Since /);
  await page.getByRole('log').getByRole('button').first().press('Enter');
  await page.getByRole('link', { name: 'What came before and after' }).press('Enter');
  await focused(/^Close$/);
  await page.keyboard.press('Escape');
  await focused(/^What came before and after$/);
});

test('where what had the focus is gone, the heading has it', async () => {
  await page.getByRole('button', { name: 'More for typed' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Delete …' }).press('Enter');
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await focused(/^Servers$/);
});
