import { findProgram } from './debianProgram.ts';

/** The browsers that tests know. */
export const BROWSERS = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** A browser that is installed on this machine. */
export interface BrowserProgram {
  readonly name: BrowserName;
  readonly file: string;
}

/** With fonts, which the editor needs to show text and signs. */
const FONTS = ['fonts-dejavu-core', 'fonts-symbola'];

/** What they are called on PATH, and what to install on Debian. */
const PROGRAMS = {
  chromium: {
    title: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    packages: ['chromium', ...FONTS],
  },
  firefox: {
    title: 'Firefox',
    programs: ['firefox-esr', 'firefox'],
    packages: ['firefox-esr', ...FONTS],
  },
} as const satisfies Record<BrowserName, object>;

/**
 * A browser; on Debian, root's first run installs it.
 *
 * @param logFile gets what apt prints.
 * @throws Error that says what to install.
 */
export async function findBrowser(name: BrowserName, logFile: string): Promise<BrowserProgram> {
  return { name, file: await findProgram({ ...PROGRAMS[name], logFile }) };
}
