import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { keep, PAGE_URL, useBrowser, variable } from './open-page';

const at = (path: string) => new URL(path, PAGE_URL).href;

describe.each([1280, 390])('at %d px', (width) => {
  const { open, complaints } = useBrowser();
  const keepIt = (name: string) => keep(page, `${name}-${width}`);
  let page: Page;

  beforeAll(async () => {
    const viewport = { width, height: 800 };
    page = await open(PAGE_URL, { viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  });

  test('a server is added by pasting its configuration, started, and seen healthy', async () => {
    await page.getByRole('link', { name: 'Add server' }).first().click();
    const entry = { command: variable('EVERYTHING'), args: ['stdio'] };
    await page.getByLabel('Configuration, command or URL').fill(JSON.stringify({ mcpServers: { everything: entry } }));
    await page.getByRole('table', { name: 'Recognised' }).waitFor();
    await keepIt('add-recognised');
    await page.getByRole('button', { name: 'Add server' }).click();
    await page.getByText('everything: created').waitFor();
    await page.getByRole('button', { name: 'Start everything' }).click();
    await page.getByRole('heading', { name: 'everything' }).waitFor();
    await page.getByText('Running', { exact: true }).waitFor();
    await page.getByText('Healthy', { exact: true }).waitFor();
    await keepIt('server-overview');
  });

  test('a tool is called, and what it says is never taken for HTML', async () => {
    await page.getByRole('navigation', { name: 'Parts of everything' }).getByRole('link', { name: 'Tools' }).click();
    await page.getByRole('button', { name: 'Echo Tool' }).click();
    await page.getByLabel('message').fill('<img src=x onerror=alert(1)><b>bold</b>');
    await page.getByRole('button', { name: 'Call' }).click();
    const result = page.getByRole('article', { name: 'Result 1' });
    await result.getByText('Echo: <img src=x onerror=alert(1)><b>bold</b>').waitFor();
    expect(await result.locator('img, b').count()).toBe(0);
    await keepIt('tool-called');
  });

  test('the messages of a call are in its log once that is switched on', async () => {
    const parts = page.getByRole('navigation', { name: 'Parts of everything' });
    const trace = page.getByRole('menuitemcheckbox', { name: 'Log its MCP messages' });
    const traced = () => page.waitForResponse((response) => response.request().method() === 'PATCH');
    await parts.getByRole('link', { name: 'Logs' }).click();
    await page.getByRole('button', { name: 'More for these lines' }).click();
    await keepIt('log-menu');
    await Promise.all([traced(), trace.click()]);
    await parts.getByRole('link', { name: 'Tools' }).click();
    await page.getByRole('button', { name: 'Echo Tool' }).click();
    await page.getByLabel('message').fill('overheard');
    await page.getByRole('button', { name: 'Call' }).click();
    await page.getByRole('article').getByText('Echo: overheard').waitFor();
    await parts.getByRole('link', { name: 'Logs' }).click();
    await page.getByText('wire', { exact: true }).click();
    await page.getByRole('log', { name: 'Lines' }).getByText('Echo: overheard').waitFor();
    await keepIt('wire-trace');
    await page.getByRole('button', { name: 'More for these lines' }).click();
    expect(await trace.getAttribute('aria-checked')).toBe('true');
    await Promise.all([traced(), trace.click()]);
    await parts.getByRole('link', { name: 'Tools' }).click();
  });

  test('a picture in a result is shown', async () => {
    await page.getByRole('button', { name: 'Get Tiny Image Tool' }).click();
    await page.getByRole('button', { name: 'Call' }).click();
    const picture = page.getByRole('img', { name: 'Picture of the result' });
    await picture.waitFor();
    expect(
      await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(0);
    await keepIt('tool-picture');
  });

  test('the progress of a call is seen while it runs', async () => {
    await page.getByRole('button', { name: 'Trigger Long Running Operation Tool' }).click();
    await page.getByLabel('duration').fill('4');
    await page.getByLabel('steps').fill('4');
    await page.getByRole('button', { name: 'Call' }).click();
    await page.getByText('2 of 4').waitFor();
    await keepIt('tool-progress');
    await page.getByRole('article', { name: 'Result 1' }).getByText('Long running operation completed').waitFor();
  });

  test('what a server asks in the middle of a call is answered', async () => {
    await page.getByRole('button', { name: 'Trigger Elicitation Request Tool' }).click();
    await page.getByRole('button', { name: 'Call' }).click();
    const question = page.getByRole('region', { name: 'The server asks' });
    await question.getByRole('textbox', { name: 'String', exact: true }).fill('Ada Lovelace');
    await keepIt('tool-question');
    await question.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('article', { name: 'Result 1' }).getByText('Ada Lovelace').first().waitFor();
    await page.getByRole('button', { name: 'Call' }).click();
    await question.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('article', { name: 'Result 2' }).getByText('declined').first().waitFor();
  });

  test('resources are read and prompts filled in', async () => {
    await page.getByText('Resources', { exact: true }).click();
    await page.getByRole('button', { name: 'Read' }).click();
    await page.getByRole('article', { name: 'Result 1' }).locator('pre').waitFor();
    await page.getByText('Prompts', { exact: true }).click();
    await page.getByRole('button', { name: 'Fill in' }).click();
    await page.getByRole('article', { name: 'Result 1' }).getByText('user').waitFor();
    await keepIt('prompt');
  });

  test('when its process is killed, its events tell how it ended and that it runs again', async () => {
    await page.getByRole('navigation', { name: 'Parts of everything' }).getByRole('link', { name: 'Events' }).click();
    const status: unknown = await (await page.request.get(at('/api/servers/everything/status'))).json();
    process.kill((status as { data: { details: { pid: number } } }).data.details.pid, 'SIGKILL');
    await page.getByText('Ended: signal 9 (SIGKILL)').waitFor();
    await page.getByText('Will start again').first().waitFor();
    await page.getByText('Running', { exact: true }).waitFor();
    await keepIt('killed');
  });

  test('the first page tells how available all servers were, the worst first', async () => {
    await page.goto(at('/'));
    const section = page.getByRole('region', { name: 'Availability' });
    const rows = section.getByRole('row').filter({ hasText: 'everything' });
    // it was down while it was started again
    await rows.getByText('%').waitFor();
    expect(await rows.innerText()).not.toContain('100 %');
    await expect.poll(() => section.getByRole('row').nth(1).innerText()).not.toContain('100 %');
    await section.getByRole('button', { name: 'Server' }).click();
    expect(await section.getByRole('columnheader', { name: 'Server' }).getAttribute('aria-sort')).toBe('ascending');
    await section.getByText('30 d', { exact: true }).click();
    await keepIt('availability');
    await rows.getByRole('link').click();
  });

  test('a configuration for a client is copied', async () => {
    await page.getByRole('navigation', { name: 'Parts of everything' }).getByRole('link', { name: 'Connect' }).click();
    await page.getByRole('combobox', { name: 'Client' }).click();
    await page.getByRole('option', { name: 'Claude Code' }).click();
    await page.getByLabel('Token', { exact: true }).fill('t0ken');
    await page.getByRole('button', { name: 'Copy configuration' }).click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toBe(
      `claude mcp add --transport http everything ${at('/mcp/everything')} --header "Authorization: Bearer t0ken"`,
    );
  });

  test('what the API refuses is told at its field, and what it takes is saved', async () => {
    await page.getByRole('navigation', { name: 'Parts of everything' }).getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Working directory').fill('relative/path');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be an absolute path').waitFor();
    await keepIt('refused');
    await page.getByLabel('Working directory').fill('/tmp');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It still runs as it was started').waitFor();
    const restarted = page.waitForResponse((response) => response.url().endsWith('/restart'));
    await page.getByRole('button', { name: 'Restart now' }).click();
    expect((await restarted).status()).toBe(200);
    await page.getByText('It still runs as it was started').waitFor({ state: 'detached' });
  });

  test('it is deleted after a question', async () => {
    await page.getByRole('button', { name: 'More for everything' }).click();
    await page.getByRole('menuitem', { name: 'Delete …' }).click();
    await page.getByRole('dialog').getByText('Delete everything?').waitFor();
    await keepIt('delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Servers' }).waitFor();
    await page.getByRole('link', { name: 'everything', exact: true }).waitFor({ state: 'detached' });
    // the browser itself complains of what the API refused, and of what a killed server could not answer
    expect(complaints.filter((complaint) => !/status of (400|502|503)/.test(complaint))).toEqual([]);
  });
});
