import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What there is to say of an extension in its `package.json`. */
export interface StandInManifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly activationEvents?: readonly string[];
  readonly contributes?: object;
}

/** Where the editor runs it: in a process of the server's, or in the page. */
type StandInHost = 'main' | 'browser';

/**
 * Puts an extension that is made for a test among a user's.
 *
 * @param extensions the folder of the user's extensions.
 * @param main the text of its module, in CommonJS.
 * @returns the folder of the extension.
 */
export function addStandIn(
  extensions: string,
  manifest: StandInManifest,
  main: string,
  host: StandInHost = 'main',
): string {
  const { name, publisher, version } = manifest;
  const folder = path.join(extensions, `${publisher}.${name}-${version}`);
  mkdirSync(folder);
  const complete = { ...manifest, engines: { vscode: '^1.100.0' }, [host]: './main.js' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(complete));
  writeFileSync(path.join(folder, 'main.js'), main);
  return folder;
}
