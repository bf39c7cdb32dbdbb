import { expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser } from './open-page';

const { open } = useBrowser();
const ROOT = new URL('/', PAGE_URL).href;

test('the token of the address signs in and does not stay there', async () => {
  const page = await open();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
});

test('a stranger sees the form only, and a wrong token is refused', async () => {
  const page = await open(ROOT);
  await page.getByLabel('Access token').fill('wrong-token-wrong-token-wrong-token-1234');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('not the token').waitFor();
  await keep(page, 'sign-in');
  expect(await page.getByRole('navigation').count()).toBe(0);
});

test('the right token opens the page, and signing out closes it', async () => {
  const page = await open(new URL('/servers', PAGE_URL).href);
  const token = new URLSearchParams(new URL(PAGE_URL).hash.slice(1)).get('token') ?? '';
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Servers' }).waitFor();
  await page.getByRole('button', { name: 'Appearance and sign-out' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Access token').waitFor();
});
