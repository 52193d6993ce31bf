import path from 'node:path';
import type { SteppableCode } from './travelMessages.ts';

/** Where Python's own library is, in the guest, and the folders of packages. */
const LIBRARY_FOLDER = '/usr/lib/python3';
const PACKAGE_FOLDERS = ['/site-packages/', '/dist-packages/'];

/** Whether code of a file, by its path in the guest, is the user's own: whatever steps stop in. */
export function isOwn(file: string, steppable: SteppableCode): boolean {
  return isSteppable(file, { ...steppable, justMyCode: true });
}

/**
 * Whether steps stop in code of a file, by its path in the guest: as the agent's `user_code` has it.
 */
export function isSteppable(file: string, { justMyCode, rules, packages }: SteppableCode): boolean {
  const rule = rules.find(({ path: pattern }) => path.posix.matchesGlob(file, pattern));
  if (rule !== undefined) return rule.include;
  if (!justMyCode) return true;
  return !(
    file.startsWith('<') ||
    file.startsWith(LIBRARY_FOLDER) ||
    PACKAGE_FOLDERS.some(folder => file.includes(folder)) ||
    packages.some(folder => file.startsWith(`${folder}/`))
  );
}
