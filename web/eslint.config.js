import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const FEATURES = ['gateway', 'health', 'logs', 'servers', 'settings'];

/** What files below a folder must not import. */
const mustNotImport = (folder, group, message) => ({
  files: [`src/${folder}/**`],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

export default defineConfig(
  { ignores: ['**/*.gen.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
    },
  },
  { files: ['src/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat['recommended-latest']] },
  { files: ['scripts/**'], languageOptions: { globals: { console: 'readonly', process: 'readonly' } } },
  // imports go one way: lib, components, features, routes, app; and features know nothing of each other
  mustNotImport('lib', ['@/components/*', '@/features/*', '@/routes/*', '@/app/*'], 'lib is below everything'),
  mustNotImport('components', ['@/features/*', '@/routes/*', '@/app/*'], 'components are below features'),
  mustNotImport('routes', ['@/app/*'], 'routes are below app'),
  ...FEATURES.map((feature) =>
    mustNotImport(
      `features/${feature}`,
      [
        '@/routes/*',
        '@/app/*',
        '../../*',
        ...FEATURES.filter((other) => other !== feature).map((other) => `@/features/${other}/*`),
      ],
      'features do not import each other, nor what is above them',
    ),
  ),
);
