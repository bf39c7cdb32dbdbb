// Measures a page that follows a log, and the search of all logs: measure.mjs URL SECONDS NEEDLE
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../../web/', import.meta.url))('playwright-core');
const [url, seconds, needle] = process.argv.slice(2);
const at = (path) => new URL(path, url).href;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(url);
await page.getByRole('heading', { level: 1 }).waitFor();
await tail();
await search();
await browser.close();

async function tail() {
  await page.goto(at('/servers/printer/logs'));
  await page.getByRole('log').locator('[data-level]').first().waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(() => {
    globalThis.longest = 0;
    let last = performance.now();
    const frame = (now) => {
      globalThis.longest = Math.max(globalThis.longest, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const before = await metrics(session);
  let heap = 0;
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    await page.waitForTimeout(1000);
    heap = Math.max(heap, (await metrics(session)).JSHeapTotalSize);
  }
  const after = await metrics(session);
  const cpu = ((after.TaskDuration - before.TaskDuration) / seconds) * 100;
  console.log(`| heap of the tab, most, over ${seconds} s | ${(heap / 2 ** 20).toFixed(0)} MB |`);
  console.log(`| longest time without a frame | ${(await page.evaluate(() => globalThis.longest)).toFixed(0)} ms |`);
  console.log(`| CPU of the page's thread | ${cpu.toFixed(0)} % |`);
  console.log(`| the list says | ${await page.getByText(/loaded · following/).textContent()} |`);
}

async function metrics(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** From the request, which waits until typing pauses, to the first hit in the list. */
async function search() {
  const times = [];
  for (let i = 0; i < 10; i++) {
    await page.goto(at('/logs?level=debug'));
    await page.getByRole('log').waitFor();
    await page.evaluate(() => {
      const { fetch } = globalThis;
      globalThis.fetch = (request) => {
        if (/search.*[?&]q=/.test(request.url)) globalThis.askedAt = performance.now();
        return fetch(request);
      };
      new MutationObserver((_, observer) => {
        if (!document.querySelector('[role=log] mark')) return;
        observer.disconnect();
        globalThis.shownAt = performance.now();
      }).observe(document.body, { childList: true, subtree: true });
    });
    await page.getByLabel('Search lines').fill(needle);
    await page.waitForFunction(() => globalThis.shownAt);
    times.push(await page.evaluate(() => globalThis.shownAt - globalThis.askedAt));
  }
  times.sort((a, b) => a - b);
  console.log(`| first hit of a search, median of 10 | ${times[5].toFixed(0)} ms |`);
  console.log(`| … worst | ${times[9].toFixed(0)} ms |`);
}
