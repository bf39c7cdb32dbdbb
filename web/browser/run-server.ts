import type { Page } from 'playwright-core';
import { PAGE_URL } from './open-page';

interface Definition {
  name: string;
  command: string;
  args: string[];
  transport?: 'stdio' | 'http';
  health?: { interval: string };
}

/** Adds a server that is any command, and starts it. */
export async function runServer(page: Page, definition: Definition): Promise<void> {
  const server = `/api/servers/${definition.name}`;
  for (const [path, data] of [
    ['/api/servers', { type: 'command', transport: 'http', ...definition }],
    [`${server}/start`, {}],
  ] as const) {
    const reply = await page.request.post(new URL(path, PAGE_URL).href, { data });
    if (!reply.ok()) throw new Error(await reply.text());
  }
}

/** Removes it with all that is known of it. */
export async function removeServer(page: Page, name: string): Promise<void> {
  await page.request.delete(new URL(`/api/servers/${name}?purge=true`, PAGE_URL).href);
}
