import { expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser } from './open-page';

const { open } = useBrowser();
const MANY = 1000;

test('a thousand servers are a list of which only the rows in view exist', async () => {
  const page = await open();
  await page.route('**/api/servers', async (route) => {
    const reply = (await (await route.fetch()).json()) as { data: { id: string; name: string }[] };
    const [one] = reply.data;
    const data = Array.from({ length: MANY }, (_, index) => ({ ...one, id: `id-${index}`, name: `server-${index}` }));
    await route.fulfill({ json: { ...reply, data } });
  });
  await page.goto(new URL('/servers', PAGE_URL).href);
  await page.getByText(`${MANY} shown`).waitFor();
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.getByText(`server-${MANY - 1}`).waitFor();
  await page.getByLabel('Search servers').fill('server-77');
  await page.getByText('11 shown').waitFor();
  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByText('11 of 11 selected').waitFor();
  await keep(page, 'many-servers');
});
