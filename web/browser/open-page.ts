import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** Where the page is, with the token, as the manager prints it. */
export const PAGE_URL = variable('PAGE_URL');
const SCREENSHOTS = variable('SCREENSHOTS');

/**
 * Opens Chromium for the tests of a file; `open` gives a page of a new context, signed in, and `complaints` what pages said went wrong.
 *
 * @param more arguments of Chromium, asked for when it is started
 */
export function useBrowser(more: () => Promise<string[]> = () => Promise.resolve([])) {
  const complaints: string[] = [];
  let browser: Awaited<ReturnType<typeof chromium.launch>>;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: variable('CHROMIUM'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', ...(await more())],
    });
  });
  afterAll(() => browser.close());

  async function open(url = PAGE_URL, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    if (url === PAGE_URL) {
      // leaving before would be before it is signed in
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
    }
    return page;
  }
  return { open, complaints };
}

/** Keeps what a page looks like for people to look at. */
export async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
}

/** A setting of PageIT. */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests are run by PageIT`);
  return value;
}
