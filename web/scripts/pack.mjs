// Compresses what Vite built, lists it for the manager to serve, and holds the first load to its budget: pack.mjs DIRECTORY
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET = 350 * 1024;

const directory = process.argv[2];
const manifestFile = join(directory, 'manifest.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
rmSync(manifestFile);

const sizes = new Map();
for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  const compressed = gzipSync(readFileSync(file), { level: 9 });
  writeFileSync(`${file}.gz`, compressed);
  rmSync(file);
  sizes.set(relative(directory, file), compressed.length);
}
writeFileSync(join(directory, 'files.txt'), [...sizes.keys()].map((name) => `/${name}\n`).join(''));

// the entry with all that it imports at once, and the first page, which it asks for next
const first = new Set(['index.html', ...needed('index.html'), ...needed('src/routes/home.tsx')]);
const total = [...first].reduce((sum, name) => sum + sizes.get(name), 0);
console.log(`first load: ${(total / 1024).toFixed(1)} KiB gzip in ${first.size} files, of ${BUDGET / 1024} KiB`);
if (total > BUDGET)
  throw new Error('The first load is beyond its budget: load later what the first page does not show');

function needed(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((name) => needed(name, seen))];
}
