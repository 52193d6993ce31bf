import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'builtin-module';

/** Those of Node's modules that take a while to load, and that most programs never use. */
const RARE = new Set([
  'node:child_process',
  'node:crypto',
  'node:dgram',
  'node:dns/promises',
  'node:net',
  'node:tty',
  'node:worker_threads',
]);

/** Their objects keep state, which one that inherits from them would not share. */
const WHOLE = new Set(['node:events', 'node:process', 'node:stream']);

const KINDS = new Set(['import-statement', 'require-call']);

/**
 * Has a bundle take Node's modules as they are. Left to itself esbuild copies all that a module has, as
 * do Node's own ES modules: that looks at properties that load further modules. The rare ones are
 * loaded when they are used.
 */
export function builtinModules(): Plugin {
  return {
    name: 'builtin modules',
    setup(build) {
      build.onResolve({ filter: /^node:/ }, ({ kind, path: name, namespace }) =>
        KINDS.has(kind) && namespace !== NAMESPACE && isBuiltin(name) && !WHOLE.has(name)
          ? { path: name, namespace: NAMESPACE }
          : { path: name, external: true },
      );
      build.onLoad({ filter: /^/, namespace: NAMESPACE }, ({ path: name }) => ({
        contents: RARE.has(name) ? loadedWhenUsed(name) : inheriting(name),
      }));
    },
  };
}

/** A module that has nothing itself, and so nothing to be copied. */
function inheriting(name: string): string {
  return `module.exports = Object.create(require('${name}'));`;
}

function loadedWhenUsed(name: string): string {
  return `
let loaded;
const load = () => (loaded ??= require('${name}'));
const whenUsed = new Proxy({}, {
  get: (_, property) => (property === '__esModule' ? undefined : load()[property]),
  // What esbuild makes of a module inherits from that, too.
  getPrototypeOf: () => whenUsed,
});
module.exports = whenUsed;
`;
}
