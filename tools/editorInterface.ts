import fs from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'editor-interface';

/**
 * Has a bundle ask the editor for its interface once. Left to itself esbuild asks in each of the
 * files that were put together, and copies the whole interface there, some 450 properties: in a
 * starting extension host that was most of the time that loading took.
 *
 * @param root the checkout, whose `@types/vscode` names what the interface has.
 */
export function editorInterface(root: string): Plugin {
  return {
    name: 'editor interface',
    setup(build) {
      build.onResolve({ filter: /^vscode$/ }, ({ kind, namespace }) =>
        kind === 'import-statement' && namespace !== NAMESPACE
          ? { path: 'vscode', namespace: NAMESPACE }
          : { path: 'vscode', external: true },
      );
      build.onLoad({ filter: /^/, namespace: NAMESPACE }, () => ({
        contents: interfaceModule(root),
        resolveDir: root,
      }));
    },
  };
}

/** A module that exports what the interface has; a bundle keeps of it what is used there. */
function interfaceModule(root: string): string {
  const declarations = fs.readFileSync(
    path.join(root, 'node_modules/@types/vscode/index.d.ts'),
    'utf8',
  );
  const found = declarations.matchAll(/^\texport (?:namespace|class|enum|const) (\w+)/gm);
  const names = new Set(Array.from(found, ([, name]) => name));
  return [
    "const editor = require('vscode');",
    // Only calls can be marked as having no effect of their own.
    ...Array.from(
      names,
      name => `export const ${name} = /* @__PURE__ */ (() => editor.${name})();`,
    ),
  ].join('\n');
}
