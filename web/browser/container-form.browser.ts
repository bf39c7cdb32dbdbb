import { beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { keep, PAGE_URL, useBrowser } from './open-page';
import { removeServer } from './run-server';

const { open } = useBrowser();
const at = (path: string) => new URL(path, PAGE_URL).href;
let page: Page;

const BOXED = {
  name: 'boxed',
  type: 'container',
  image: 'mcp/files:1',
  args: ['-c', 'one two'],
  environment: { ROOT: { value: '/data', secret: false } },
  transport: 'http',
  port: 8080,
  health: { interval: '10s', expectedStatus: 200, expectedBody: 'ok', successThreshold: 2 },
  healthEndpoint: '/health',
  restart: { policy: 'always', backoff: '2s', maxBackoff: '30s', stableAfter: '1m' },
  config: {
    container: {
      mounts: [
        { source: '/srv/data', target: '/data', readOnly: true },
        { source: 'cache', target: '/cache', readOnly: false },
      ],
      network: 'none',
      user: '1000:1000',
      workingDirectory: '/data',
      memory: '512MiB',
      cpus: 0.5,
      pidsLimit: 'unlimited',
      readOnly: true,
      capDrop: ['NET_RAW'],
      capAdd: ['CHOWN'],
      noNewPrivileges: false,
      init: false,
      port: 80,
    },
  },
};

/** What a user set, as the API tells it. */
async function definition(name: string): Promise<Record<string, unknown>> {
  const reply: unknown = await (await page.request.get(at(`/api/servers/${name}`))).json();
  const server = (reply as { data: Record<string, unknown> }).data;
  const own = ['name', 'id', 'createdAt', 'updatedAt'];
  return Object.fromEntries(Object.entries(server).filter(([field]) => !own.includes(field)));
}

beforeAll(async () => {
  page = await open();
  const reply = await page.request.post(at('/api/servers'), { data: BOXED });
  expect(reply.status(), await reply.text()).toBe(201);
});

test('a container is copied with all that was set of it', async () => {
  await page.goto(at('/add?from=boxed'));
  await page.getByRole('button', { name: 'What the container may use and see' }).click();
  expect(await page.getByLabel('Source of mount 2').inputValue()).toBe('cache');
  await keep(page, 'container-form');
  await page.getByRole('button', { name: 'Add server' }).click();
  await page.getByRole('heading', { name: 'boxed-copy' }).waitFor();
  expect(await definition('boxed-copy')).toEqual(await definition('boxed'));
});

test('opened and not changed, there is nothing to save', async () => {
  await page.goto(at('/servers/boxed/settings'));
  await page.getByRole('button', { name: 'Nothing to save' }).waitFor();
});

test('what is refused of a mount is told at its field, though its group was closed', async () => {
  const before = await definition('boxed');
  const group = page.getByRole('button', { name: 'What the container may use and see' });
  await group.click();
  await page.getByLabel('Source of mount 1').fill('/var/run/docker.sock');
  await page.getByLabel('Target of mount 2').fill('cache');
  await page.getByRole('combobox', { name: 'Capabilities given' }).fill('net raw');
  await page.getByRole('combobox', { name: 'Capabilities given' }).press('Enter');
  await group.click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('hands the whole machine to the container').waitFor();
  await page.getByText('must be an absolute path in the container').waitFor();
  await page.getByText('must be a capability such as NET_RAW').waitFor();
  await keep(page, 'container-refused');

  await page.getByLabel('Source of mount 1').fill('/srv/other');
  await page.getByLabel('Target of mount 2').fill('/cache');
  await page.getByRole('combobox', { name: 'Capabilities given' }).press('Backspace');
  // to whether its files are read-only
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  const after = await definition('boxed');
  const { container } = after.config as { container: Record<string, unknown> };
  expect(container).toMatchObject({
    mounts: [{ source: '/srv/other', target: '/data', readOnly: true }, { source: 'cache' }],
    readOnly: false,
    capAdd: ['CHOWN'],
  });
  expect({ ...after, config: null }).toEqual({ ...before, config: null });
  await removeServer(page, 'boxed');
  await removeServer(page, 'boxed-copy');
});
