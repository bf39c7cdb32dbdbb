import { expect, test } from 'vitest';
import { keep, useBrowser } from './open-page';

const { open } = useBrowser();

test('a webhook is added, tried in vain, and removed, and its address is not shown again', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'Alerts' }).click();
  await page.getByLabel('Name').fill('nobody');
  await page.getByLabel('Address').fill('http://127.0.0.1:1/key-of-nobody');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const webhook = page.getByRole('region', { name: 'nobody' });
  await webhook.getByText('http://127.0.0.1:1', { exact: true }).waitFor();
  await webhook.getByRole('button', { name: 'Send a test' }).click();
  await webhook.getByRole('alert').getByText('connection refused').waitFor();
  await keep(page, 'alerts');
  expect(await page.content()).not.toContain('key-of-nobody');
  await webhook.getByRole('button', { name: 'Remove …' }).click();
  const question = page.getByRole('dialog', { name: 'Remove nobody?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await webhook.count()).toBe(1);
  await webhook.getByRole('button', { name: 'Remove …' }).click();
  await question.getByRole('button', { name: 'Remove' }).click();
  await webhook.waitFor({ state: 'detached' });
});
