import { defineConfig } from 'vitest/config';

// The page in a real browser, against the real program that PageIT starts.
export default defineConfig({
  test: { include: ['browser/**/*.browser.ts'], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
