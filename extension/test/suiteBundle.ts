import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const SUITE = path.join(import.meta.dirname, 'suite');

/**
 * Bundles the tests of `suite/`: the extension host cannot load TypeScript.
 *
 * @param root the checkout.
 * @returns the file to give to VS Code as `extensionTestsPath`.
 */
export async function bundleSuite(root: string): Promise<string> {
  const outfile = path.join(root, 'dist/test/suite.cjs');
  const files = readdirSync(SUITE).filter(file => file.endsWith('.test.ts'));
  const loaders = files.map(file => `() => import('./${file}')`);
  await esbuild.build({
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
    outfile,
    // Mocha is left in node_modules, where it can find its own parts.
    external: ['vscode', 'mocha'],
    stdin: {
      contents: `import { runTests } from './runner.ts';
        export const run = () => runTests([${loaders}]);`,
      resolveDir: SUITE,
    },
  });
  return outfile;
}
