import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../debug-adapter/python/setup/command.ts';
import { cachedFolder } from './cachedFolder.ts';

/**
 * code-server is VS Code with its own server, from npm: no package serves the
 * desktop editor. Version 4.139.1 is VS Code 1.139.1.
 */
const CODE_SERVER_VERSION = '4.139.1';

/** Changes whenever an installation of the same version would come out different. */
const RECIPE = 1;

/** A VS Code that can be served to a browser. */
export interface EditorInstallation {
  /** The server's program, for {@link node}. */
  readonly entry: string;
  /** The Node that the server and its extension host run on. */
  readonly node: string;
}

/**
 * The editor that the tests run in; the first run installs it.
 *
 * @param logFile gets what npm prints.
 */
export async function installEditor(root: string, logFile: string): Promise<EditorInstallation> {
  const node = findNode(root);
  const folder = await cachedFolder(
    `code-server-${CODE_SERVER_VERSION}-${RECIPE}`,
    async target => {
      console.log(
        `Installing VS Code (code-server ${CODE_SERVER_VERSION}), which takes a minute or two…`,
      );
      writeFileSync(path.join(target, 'package.json'), '{ "private": true }\n');
      // Its install scripts would compile native modules, which the tests do without.
      await npmInstall(logFile, target, `code-server@${CODE_SERVER_VERSION}`);
      const editor = path.join(target, 'node_modules/code-server/lib/vscode');
      await npmInstall(logFile, editor);
      await npmInstall(logFile, path.join(editor, 'extensions'));
    },
  );
  return { entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'), node };
}

/** This version of code-server insists on Node 24, whatever later one runs the tests. */
function findNode(root: string): string {
  const installed = path.join(root, `node_modules/node-linux-${process.arch}/bin/node`);
  return existsSync(installed) ? installed : process.execPath;
}

/** Not `npm ci`: the shrinkwrap of code-server is not in step with its package. */
async function npmInstall(logFile: string, folder: string, ...packages: string[]): Promise<void> {
  const options = ['--omit=dev', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
  await run('npm', ['install', ...options, ...packages], { cwd: folder, logFile });
}
