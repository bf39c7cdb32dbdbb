// Measures the list of servers: how soon it can be used, and what scrolling costs: list.mjs URL
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../../web/', import.meta.url))('playwright-core');
const [url] = process.argv.slice(2);
const TRIES = 10;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu'],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
await page.goto(url);
await page.getByRole('heading', { level: 1 }).waitFor();
// before each page: when the first row takes a click, and what holds the thread for more than 50 ms
await page.addInitScript(() => {
  globalThis.tasks = [];
  new PerformanceObserver((list) =>
    globalThis.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration }))),
  ).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const button = document.querySelector('[role=row] button:not(:disabled)');
    const box = button?.getBoundingClientRect();
    // React has taken it over, and nothing lies over it
    const usable =
      box &&
      Object.keys(button).some((key) => key.startsWith('__reactProps')) &&
      button.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
    if (usable) globalThis.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
await load();
await scroll();
await browser.close();

async function load() {
  const session = await context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const times = [];
  for (let i = 0; i < TRIES; i++) {
    await page.goto(new URL('/servers', url).href);
    await page.waitForFunction(() => globalThis.usableAt);
    times.push(await page.evaluate(() => globalThis.usableAt));
  }
  times.sort((a, b) => a - b);
  console.log(`| list of servers usable after navigation, nothing cached, median of ${TRIES} | ${ms(times[TRIES / 2])} |`);
  console.log(`| … worst | ${ms(times[TRIES - 1])} |`);
}

/** To the end and back with the wheel, as fast as hands turn it; of tasks also what they used of the CPU, which others wait for, too. */
async function scroll() {
  await page.waitForTimeout(3000);
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const began = await page.evaluate(() => performance.now());
  await page.mouse.move(700, 500);
  for (const direction of [1, -1]) {
    for (let i = 0; i < 200; i++) {
      await page.mouse.wheel(0, direction * 400);
      await page.waitForTimeout(16);
    }
  }
  await page.waitForTimeout(500);
  const tasks = await page.evaluate((from) => globalThis.tasks.filter(({ startTime }) => startTime > from), began);
  const used = cpuTimes(JSON.parse(String(await browser.stopTracing())).traceEvents);
  console.log(`| tasks over 50 ms while the list is scrolled to its end and back | ${tasks.length} |`);
  console.log(`| … the longest | ${ms(Math.max(0, ...tasks.map(({ duration }) => duration)))} |`);
  console.log(`| … of them with more than 50 ms of CPU | ${used.filter((time) => time > 50).length} |`);
  console.log(`| … most CPU of one | ${ms(Math.max(0, ...used))} |`);
}

/** Milliseconds that each task of the page's thread used. */
function cpuTimes(events) {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}

function ms(time) {
  return `${time.toFixed(0)} ms`;
}
