import { statSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { MountSpecification } from '../runtime/node/guestMessages.ts';
import { defaultGuestPath } from '../session/python/guestPath.ts';

const READ_ONLY_SUFFIX = ':ro';

/**
 * Parses the value of `--mount`: `HOST`, `HOST:GUEST`, and either with `:ro`.
 *
 * @throws InvalidArgumentError with a sentence for the user.
 */
export function parseMount(text: string): MountSpecification {
  const isReadOnly = text.endsWith(READ_ONLY_SUFFIX);
  const paths = isReadOnly ? text.slice(0, -READ_ONLY_SUFFIX.length) : text;
  // The colon of a Windows drive (C:\…) is not the one in the middle.
  const colon = paths.indexOf(':', /^[A-Za-z]:[\\/]/.test(paths) ? 2 : 0);
  const hostPath = path.resolve(colon < 0 ? paths : paths.slice(0, colon));
  const point = colon < 0 ? defaultGuestPath(hostPath) : paths.slice(colon + 1);
  if (!point.startsWith('/')) {
    throw new InvalidArgumentError(
      `The guest's path in "${text}" must be absolute, as in --mount ./data:/data.`,
    );
  }
  if (point.includes(':')) {
    throw new InvalidArgumentError(
      `The guest's path in "${text}" must have no colon; only :ro can follow it.`,
    );
  }
  if (paths === '' || colon === 0) {
    throw new InvalidArgumentError(`"${text}" names no folder of this machine.`);
  }
  requireDirectory(hostPath);
  return { kind: 'directory', point: normalize(point), source: hostPath, isReadOnly };
}

/**
 * Parses the value of `--folder`.
 *
 * @returns its absolute path.
 * @throws InvalidArgumentError with a sentence for the user.
 */
export function parseFolder(text: string): string {
  const folder = path.resolve(text);
  requireDirectory(folder);
  return folder;
}

function requireDirectory(hostPath: string): void {
  const stat = statSync(hostPath, { throwIfNoEntry: false });
  if (stat === undefined) throw new InvalidArgumentError(`There is no folder ${hostPath}.`);
  if (!stat.isDirectory()) throw new InvalidArgumentError(`${hostPath} is not a folder.`);
}

function normalize(point: string): string {
  const normal = path.posix.normalize(point);
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}
