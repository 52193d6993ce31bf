/** Emacs with dape and eglot, other clients of the debugger's and the language server's protocols than VS Code. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { unpackedPackages } from '../../debug-adapter/python/unpackedPackages.ts';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** How to run a program. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Makes sure that Emacs is in the cache, where it runs with its own loader and
 * libraries.
 *
 * @throws Error whose message says why it cannot be had.
 */
export async function emacs(): Promise<Command> {
  const packages = parseLock(await readFile(LOCK, 'utf8'));
  const folder = await unpackedPackages('emacs', packages, async ({ workspace, unpack }) => {
    for (const { name } of packages) await unpack(name, path.join(workspace.folder, 'root'));
  });
  const root = path.join(folder, 'root/usr');
  const libraries = path.join(root, 'lib/x86_64-linux-gnu');
  const share = await only(path.join(root, 'share/emacs'), /^\d/);
  const executables = await only(
    await only(path.join(root, 'libexec/emacs'), /^\d/),
    /-linux-gnu$/,
  );
  const lisp = path.join(share, 'lisp');
  const folders = (await readdir(lisp, { recursive: true, withFileTypes: true })).filter(entry =>
    entry.isDirectory(),
  );
  const dape = await only(path.join(root, 'share/emacs/site-lisp/elpa-src'), /^dape-/);
  return {
    program: await only(libraries, /^ld-linux/),
    args: [
      ...['--library-path', `${libraries}:${path.join(libraries, 'systemd')}`],
      path.join(root, 'bin/emacs-nox'),
      `--dump-file=${await only(executables, /\.pdmp$/)}`,
      ...['-Q', '--batch'],
    ],
    env: {
      EMACSLOADPATH: [
        dape,
        lisp,
        ...folders.map(entry => path.join(entry.parentPath, entry.name)),
      ].join(':'),
      EMACSDATA: path.join(share, 'etc'),
      EMACSPATH: executables,
      HOME: folder,
    },
  };
}

/** The one thing in a folder that is called like this. */
async function only(folder: string, name: RegExp): Promise<string> {
  const found = (await readdir(folder)).find(entry => name.test(entry));
  if (found === undefined) throw new Error(`${folder} has nothing like ${name}: delete the folder`);
  return path.join(folder, found);
}
