import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser, variable } from './open-page';
import { removeServer } from './run-server';

const { open, complaints } = useBrowser();
let page: Page;

beforeAll(async () => {
  page = await open();
  const data = { name: 'guarded', type: 'remote', url: variable('PROTECTED') };
  await page.request.post(new URL('/api/servers', PAGE_URL).href, { data });
  await page.request.post(new URL('/api/servers/guarded/start', PAGE_URL).href, { data: {} });
});

afterAll(() => removeServer(page, 'guarded'));

/** Signs in and agrees to what is asked, as whoever, in the tab that the page opens. */
async function signIn(): Promise<void> {
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in to guarded' }).first().click(),
  ]);
  tab.setDefaultTimeout(10_000);
  await tab.getByPlaceholder('Enter any login').fill('alice');
  await tab.getByPlaceholder('and password').fill('any');
  await tab.getByRole('button', { name: 'Sign-in' }).click();
  await tab.getByRole('button', { name: 'Continue' }).click();
  await tab.getByRole('heading', { name: 'Signed in' }).waitFor();
  await tab.getByText('MCP Manager is signed in to guarded').waitFor();
  await keep(tab, 'signed-in-to-server');
  await tab.close();
}

test('a server that wants a sign-in says so, and runs as soon as somebody has signed in', async () => {
  await page.goto(new URL('/servers', PAGE_URL).href);
  await page.getByText('Sign-in needed', { exact: true }).waitFor();
  await keep(page, 'sign-in-needed');
  await page.getByRole('link', { name: 'guarded', exact: true }).click();
  await page.getByRole('heading', { name: 'guarded' }).waitFor();
  await page.getByRole('alert').getByText('nobody has signed in to it yet').waitFor();
  await signIn();
  await page.getByText('Running', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out of guarded' }).waitFor();
  await keep(page, 'server-signed-in');
});

test('who signs out can sign in again', async () => {
  await page.getByRole('button', { name: 'Sign out of guarded' }).click();
  await page.getByText('Sign-in needed', { exact: true }).first().waitFor();
  expect(await page.getByRole('button', { name: 'Sign out of guarded' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Sign in to guarded' }).count()).toBe(1);
});

test('a client that somebody registered is stored without showing its secret, and can lose it', async () => {
  const data = { name: 'known', type: 'remote', url: variable('PROTECTED') };
  await page.request.post(new URL('/api/servers', PAGE_URL).href, { data });
  await page.goto(new URL('/servers/known/settings', PAGE_URL).href);
  const oauth = async (): Promise<unknown> => {
    const reply = await page.request.get(new URL('/api/servers/known', PAGE_URL).href);
    return ((await reply.json()) as { data: { config: { oauth?: unknown } } }).data.config.oauth;
  };
  const save = async () => {
    const answer = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await page.getByRole('button', { name: 'Save' }).click();
    await answer;
    await page.getByRole('button', { name: 'Nothing to save' }).waitFor();
  };
  await page.getByRole('button', { name: 'Signing in (OAuth)' }).click();
  await page.getByLabel('Client ID').fill('manager');
  await page.getByLabel('Client secret', { exact: true }).fill('hunter2');
  await save();
  expect(await oauth()).toEqual({ clientId: 'manager', clientSecret: { secret: true } });
  expect(await page.content()).not.toContain('hunter2');
  await page.getByPlaceholder('stored, not shown').waitFor();
  await keep(page, 'oauth-client');
  await page.getByRole('button', { name: 'Remove client secret' }).click();
  await save();
  expect(await oauth()).toEqual({ clientId: 'manager' });
  await removeServer(page, 'known');
});

test('the page had nothing to complain about', () => {
  expect(complaints).toEqual([]);
});
