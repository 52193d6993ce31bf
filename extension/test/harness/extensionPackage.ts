import { readdirSync } from 'node:fs';
import path from 'node:path';
import { capture, run } from '../../../debug-adapter/python/setup/command.ts';
import type { EditorInstallation } from './editorInstallation.ts';
import { OFFLINE, profileArguments } from './editorServer.ts';
import type { Profile } from './profile.ts';

/** An extension in a profile. */
export interface InstalledExtension {
  readonly folder: string;
  /** Paths in the folder. */
  readonly files: string[];
}

/**
 * Packs the extension and installs the package into a profile, as "Install from
 * VSIX…" does.
 *
 * @param logFile gets what both print.
 */
export async function installPackage(
  root: string,
  editor: EditorInstallation,
  profile: Profile,
  logFile: string,
): Promise<InstalledExtension> {
  const packager = path.join(root, 'tools/package.ts');
  const output = await capture(process.execPath, [packager], { cwd: root, logFile });
  const file = /^(\S+\.vsix):/m.exec(output)?.[1];
  if (file === undefined) throw new Error(`npm run package names no package:\n${output}`);
  await run(
    editor.node,
    [editor.entry, ...profileArguments(profile), '--install-extension', path.join(root, file)],
    { env: OFFLINE, logFile },
  );
  const [name] = readdirSync(profile.extensions).filter(name => name.startsWith('wasix-python.'));
  if (name === undefined) throw new Error('The package was not installed.');
  const folder = path.join(profile.extensions, name);
  return { folder, files: listFiles(folder) };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
