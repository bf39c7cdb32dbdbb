import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// the one that runs beside `npm run dev`
const MANAGER = process.env.MANAGER ?? 'http://127.0.0.1:8420';

export default defineConfig({
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  build: {
    // beside the classes, so that the page ends inside the jar
    outDir: '../target/classes/web',
    emptyOutDir: true,
    // those that know light-dark()
    target: ['chrome125', 'firefox125', 'safari17.5'],
    // the policy of the page allows no data: scripts, and one kind of file is simpler
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    // what matters is the first load, which scripts/pack.mjs limits
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: {
      '/api': { target: MANAGER, changeOrigin: true, headers: { origin: MANAGER } },
      '/ws': { target: MANAGER, changeOrigin: true, headers: { origin: MANAGER }, ws: true },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
});
