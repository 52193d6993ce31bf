import { findProgram } from './debianProgram.ts';

/**
 * The browser that shows the editor; on Debian, root's first run installs it, with fonts, which the
 * editor needs to show text and signs.
 *
 * @param logFile gets what apt prints.
 * @throws Error that says what to install.
 */
export function findChromium(logFile: string): Promise<string> {
  return findProgram({
    title: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-symbola'],
    logFile,
  });
}
