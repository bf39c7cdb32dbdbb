// Uses the page as a person would: page.mjs PACKAGES-DIR CHROMIUM PAGE-URL SCREENSHOT-DIR
// Expects stopped servers "napper", "talker" and "mute"; exits with 1 and says why when something is not as it should be.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [packages, executablePath, url, screenshots] = process.argv.slice(2);
const { chromium } = createRequire(join(packages, 'package.json'))('playwright-core');

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const complaints = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  // the browser itself complains of the test that nobody takes
  const expected = (message) => message.location().url.endsWith('/webhooks/nobody/test');
  page.on('console', (message) => message.type() === 'error' && !expected(message) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));

  await page.goto(url);
  const rows = page.locator('#servers > li');
  const row = rows.filter({ hasText: 'napper' });
  await row.getByText('stopped').waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the token must not stay in the address');

  await row.getByRole('button', { name: 'Start napper', exact: true }).click();
  await row.getByText(/running · pid \d+/).waitFor();
  await page.getByText('live').waitFor();
  await row.locator('[data-health=healthy]').waitFor();
  await row.getByRole('button', { name: 'Check napper' }).click();
  const mute = rows.filter({ hasText: 'mute' });
  await mute.getByRole('button', { name: 'Start mute', exact: true }).click();
  const why = mute.getByText(/unhealthy: does not speak MCP/);
  await why.waitFor();
  await why.click();
  await mute.getByText(/ – now: does not speak MCP/).waitFor();
  await page.screenshot({ path: join(screenshots, 'desktop.png') });

  const lines = page.getByRole('list', { name: 'Lines' });
  await lines.getByText('napper ready: runs').waitFor();
  await page.getByLabel('Server', { exact: true }).selectOption('talker');
  await page.getByRole('button', { name: 'Start talker', exact: true }).click();
  await lines.getByText('<b>hello</b> in red').waitFor();
  await lines.locator('[data-level=error]').getByText('it broke').waitFor();
  await page.getByLabel('Search the log').fill('IT BROKE');
  await lines.getByText('hello').waitFor({ state: 'detached' });
  await lines.getByText('it broke').waitFor();
  await page.screenshot({ path: join(screenshots, 'log-search.png'), fullPage: true });
  await page.getByLabel('Search the log').fill('nothing has this');
  await lines.getByText('Nothing was found.').waitFor();
  await page.getByLabel('Search the log').fill('');
  await lines.getByText('tick 20').waitFor();
  await page.screenshot({ path: join(screenshots, 'log.png'), fullPage: true });

  const alerts = page.locator('#webhooks');
  await page.getByLabel('Name of the webhook').fill('nobody');
  await page.getByLabel('Address of the webhook').fill('http://127.0.0.1:1/key-of-nobody');
  await alerts.getByRole('button', { name: 'Add' }).click();
  await alerts.getByText('nobody: http://127.0.0.1:1 (generic)').waitFor();
  await alerts.getByRole('button', { name: 'Send a test to nobody' }).click();
  await alerts.getByRole('alert').getByText('connection refused').waitFor();
  assert.ok(!(await page.content()).includes('key-of-nobody'), 'an address must not be shown again');
  await alerts.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(screenshots, 'alerts.png') });
  await alerts.getByRole('button', { name: 'Remove nobody' }).click();
  await alerts.getByText('nobody').waitFor({ state: 'detached' });

  // pushed, not asked for: the change comes from elsewhere
  const stop = await context.request.post(new URL('/api/servers/napper/stop', url).href);
  assert.equal(stop.status(), 200);
  await row.getByText('stopped').waitFor();

  const other = rows.filter({ hasText: 'newcomer' });
  const definition = { name: 'newcomer', type: 'command', command: 'sleep', args: ['600'] };
  await context.request.post(new URL('/api/servers', url).href, { data: definition });
  await other.waitFor();
  await context.request.delete(new URL('/api/servers/newcomer', url).href);
  await other.waitFor({ state: 'detached' });

  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `the page is ${width} px wide on a screen of 360`);
  await page.screenshot({ path: join(screenshots, 'phone-dark.png') });

  const stranger = await browser.newContext();
  const door = await stranger.newPage();
  await door.goto(new URL('/', url).href);
  await door.getByLabel('Access token').fill('wrong-token-wrong-token-wrong-token-1234');
  await door.getByRole('button', { name: 'Sign in' }).click();
  await door.getByRole('alert').filter({ hasText: 'not the token' }).waitFor();
  assert.equal(await door.getByRole('listitem').count(), 0);

  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}
