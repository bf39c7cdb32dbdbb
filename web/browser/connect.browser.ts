import { expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser, variable } from './open-page';
import { removeServer, runServer } from './run-server';

const { open } = useBrowser();

test('a profile is added, has an address to copy, gets another server, and is removed', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'Connect' }).click();
  await page.getByText(new URL('/mcp', PAGE_URL).href, { exact: true }).waitFor();
  const form = page.getByRole('form', { name: 'New profile' });
  await form.getByLabel('Name').fill('work');
  await form.getByRole('combobox', { name: 'Servers' }).click();
  await page.getByRole('option', { name: 'talker' }).click();
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Add profile' }).click();
  const card = page.getByRole('region', { name: 'work' });
  await card.getByText('talker').waitFor();
  await page.getByRole('combobox', { name: 'What' }).click();
  await page.getByRole('option', { name: 'work' }).click();
  await page.getByText(new URL('/mcp?profile=work', PAGE_URL).href, { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Change' }).click();
  const tools = card.getByRole('combobox', { name: 'Tools of talker' });
  await tools.fill('hello');
  await tools.press('Enter');
  await keep(page, 'connect');
  await card.getByRole('button', { name: 'Save' }).click();
  await card.getByText('talker: 1 of its tools').waitFor();
  await card.getByRole('button', { name: 'Remove …' }).click();
  await page.getByRole('dialog', { name: 'Remove work?' }).getByRole('button', { name: 'Remove' }).click();
  await card.waitFor({ state: 'detached' });
});

test('a tool that is switched off is marked, and stays so when the page is loaded again', async () => {
  const page = await open();
  await runServer(page, { name: 'switched', command: variable('EVERYTHING'), args: ['stdio'], transport: 'stdio' });
  await page.goto(new URL('/servers/switched/tools', PAGE_URL).href);
  const control = page.getByRole('switch', { name: 'Clients see it' });
  await control.waitFor();
  expect(await control.isChecked()).toBe(true);
  await control.click();
  await page.getByText('off', { exact: true }).waitFor();
  await keep(page, 'tool-off');
  await page.reload();
  await control.waitFor();
  expect(await control.isChecked()).toBe(false);
  await page.getByRole('switch', { name: 'Offered at the address of all servers' }).click();
  await page.getByText('off', { exact: true }).waitFor();
  await removeServer(page, 'switched');
});
