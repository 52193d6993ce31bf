/** `npm run build`: bundles the extension, the debug adapter and the command into `dist`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('usage: npm run build [-- --watch]\nBundles everything into dist; --watch goes on.');
  process.exit(0);
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
} satisfies esbuild.BuildOptions;

/** Programs for Node, as ES modules. Packages in CommonJS expect a `require`. */
const programs: esbuild.BuildOptions = {
  ...common,
  format: 'esm',
  outdir: 'dist',
  entryPoints: {
    cli: 'debug-adapter/cli/main.ts',
    'guest-worker': 'debug-adapter/runtime/node/worker.ts',
  },
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
};

const builds = [programs];
if (values.watch) {
  const contexts = await Promise.all(builds.map(options => esbuild.context(options)));
  await Promise.all(contexts.map(context => context.watch()));
  console.log('watching; end with Ctrl-C');
} else {
  await Promise.all(builds.map(options => esbuild.build(options)));
}
