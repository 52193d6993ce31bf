import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../debug-adapter/python/setup/command.ts';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

/** What to install on Debian; the editor needs fonts to show text and signs. */
const PACKAGES = ['chromium', 'fonts-dejavu-core', 'fonts-symbola'];

/**
 * The browser that shows the editor; on Debian, root's first run installs it.
 *
 * @param logFile gets what apt prints.
 * @throws Error that says what to install.
 */
export async function findChromium(logFile: string): Promise<string> {
  const found = onSearchPath();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      `The tests of the editor need Chromium: sudo apt-get install ${PACKAGES.join(' ')}`,
    );
  }
  console.log('Installing Chromium…');
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, logFile };
  await run('apt-get', ['update'], options);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], options);
  const installed = onSearchPath();
  if (installed === undefined) throw new Error('apt-get installed Chromium, but no PATH finds it.');
  return installed;
}

function onSearchPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders
    .flatMap(folder => PROGRAMS.map(program => path.join(folder, program)))
    .find(file => existsSync(file));
}
