import { existsSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { packagesIn } from '../session/python/packages.ts';

/**
 * Parses the value of `--packages`: a folder of packages, or a virtual environment.
 *
 * @returns the folders to import from.
 * @throws InvalidArgumentError with a sentence for the user.
 */
export function parsePackages(text: string): string[] {
  const folder = path.resolve(text);
  if (!existsSync(folder)) throw new InvalidArgumentError(`There is no folder ${folder}.`);
  return packagesIn(folder);
}
