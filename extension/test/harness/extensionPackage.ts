import { readdirSync } from 'node:fs';
import path from 'node:path';
import { capture, run } from '../../../debug-adapter/python/setup/command.ts';
import type { EditorInstallation } from './editorInstallation.ts';
import { OFFLINE, profileArguments } from './editorServer.ts';
import type { Profile } from './profile.ts';

/**
 * Packs the extension and installs the package into a profile, as "Install from
 * VSIX…" does.
 *
 * @param logFile gets what both print.
 * @returns the files that came with it, in the installed extension's folder.
 */
export async function installPackage(
  root: string,
  editor: EditorInstallation,
  profile: Profile,
  logFile: string,
): Promise<string[]> {
  const packager = path.join(root, 'tools/package.ts');
  const output = await capture(process.execPath, [packager], { cwd: root, logFile });
  const file = /^(\S+\.vsix):/m.exec(output)?.[1];
  if (file === undefined) throw new Error(`npm run package names no package:\n${output}`);
  await run(
    editor.node,
    [editor.entry, ...profileArguments(profile), '--install-extension', path.join(root, file)],
    { env: OFFLINE, logFile },
  );
  return installedFiles(profile);
}

/** The files in the folder of the installed extension. */
export function installedFiles(profile: Profile): string[] {
  const [folder] = readdirSync(profile.extensions).filter(name => name.startsWith('wasix-python.'));
  if (folder === undefined) throw new Error('The package was not installed.');
  return listFiles(path.join(profile.extensions, folder));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
