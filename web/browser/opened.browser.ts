import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe';
import { keep, PAGE_URL, useBrowser } from './open-page';
import { removeServer, runServer } from './run-server';

const at = (path: string) => new URL(path, PAGE_URL).href;

/** What opens over a page: where, how, and what is then seen. */
interface Opened {
  path: string;
  open: (page: Page) => Promise<void>;
  seen: (page: Page) => Locator;
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

const OPENED: Record<string, Opened> = {
  account: { path: 'servers', open: press('Appearance and sign-out'), seen: (page) => page.getByRole('menu') },
  palette: {
    path: 'servers',
    open: (page) => page.keyboard.press('Control+k'),
    seen: (page) => page.getByLabel('Search pages, servers and actions'),
  },
  more: { path: 'servers?q=opened', open: press('More for opened'), seen: (page) => page.getByRole('menu') },
  delete: {
    path: 'servers/opened',
    open: async (page) => {
      await press('More for opened')(page);
      await page.getByRole('menuitem', { name: 'Delete …' }).click();
    },
    seen: (page) => page.getByRole('dialog', { name: 'Delete opened?' }),
  },
  lines: { path: 'servers/opened/logs', open: press('More for these lines'), seen: (page) => page.getByRole('menu') },
  time: { path: 'servers/opened/logs', open: press('Any time'), seen: (page) => page.getByLabel('From') },
  context: {
    path: 'servers/opened/logs',
    open: async (page) => {
      await page.getByRole('log').getByText('hello').click();
      await page.getByRole('link', { name: 'What came before and after' }).click();
    },
    seen: (page) => page.getByRole('dialog', { name: 'Around a line of opened' }),
  },
  choice: {
    path: 'servers/opened/connect',
    open: (page) => page.getByRole('combobox', { name: 'Client' }).click(),
    seen: (page) => page.getByRole('listbox'),
  },
  form: {
    path: 'add',
    open: async (page) => {
      await page.getByRole('tab', { name: 'Fill in' }).click();
      await page.getByText('Container', { exact: true }).click();
      await press('What the container may use and see')(page);
      await press('Add a mount')(page);
      await press('Health checks')(page);
    },
    seen: (page) => page.getByLabel('Check every'),
  },
};

describe.each([
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const)('at $width px, $colorScheme', ({ width, colorScheme }) => {
  const { open, complaints } = useBrowser();
  let page: Page;

  const check = async (name: string) => {
    await keep(page, `opened-${name}-${width}-${colorScheme}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  };

  beforeAll(async () => {
    page = await open(PAGE_URL, { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
    await runServer(page, { name: 'opened', command: 'sh', args: ['-c', 'echo hello; exec sleep 600'] });
  });
  afterAll(() => removeServer(page, 'opened'));

  test.each(Object.keys(OPENED))('%s is opened, and axe finds nothing wrong', async (name) => {
    const opened = OPENED[name];
    if (!opened) throw new Error(name);
    await page.goto(at(`/${opened.path}`));
    await page.getByText('Live', { exact: true }).waitFor();
    await opened.open(page);
    await opened.seen(page).waitFor();
    await check(name);
  });

  test.runIf(width < 768)('the pages are opened, and axe finds nothing wrong', async () => {
    await page.goto(at('/servers'));
    await page.getByRole('button', { name: 'Pages' }).click();
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'System' }).waitFor();
    await check('pages');
  });
});
