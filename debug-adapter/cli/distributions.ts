import { cpSync, existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { normalizedName } from '../session/python/distributionNames.ts';

/** A package as it was installed: PyPA's specification "Recording installed projects". */
export interface Distribution {
  /** As it calls itself. */
  readonly name: string;
  readonly version: string;
  /** Its files, by paths below the folder it is in. */
  readonly files: readonly string[];
}

/** The packages that are installed in a folder. */
export function findDistributions(folder: string): Distribution[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap(metadata => {
    const parts = /^(.+)-([^-]+)\.dist-info$/.exec(metadata);
    if (parts === null) return [];
    const record = path.join(folder, metadata, 'RECORD');
    const rows = existsSync(record) ? readFileSync(record, 'utf8').split(/\r?\n/) : [];
    const files = rows.filter(row => row !== '').map(pathOf);
    return [{ name: parts[1]!, version: parts[2]!, files }];
  });
}

/**
 * Moves packages from one folder to another, where they replace other versions
 * of themselves and leave what belongs to other packages.
 */
export function moveDistributions(from: string, to: string): void {
  for (const { name } of findDistributions(from)) removeDistribution(to, name);
  cpSync(from, to, { recursive: true });
}

/**
 * Removes a package, but for files that another one has, too.
 *
 * @param name in any of the spellings that pip takes.
 * @returns its name and version, or undefined if it is not there.
 */
export function removeDistribution(folder: string, name: string): string | undefined {
  const installed = findDistributions(folder);
  const found = installed.find(
    distribution => normalizedName(distribution.name) === normalizedName(name),
  );
  if (found === undefined) return undefined;
  const others = new Set(installed.filter(other => other !== found).flatMap(({ files }) => files));
  for (const file of found.files.filter(file => !others.has(file))) removeFile(folder, file);
  const metadata = `${found.name}-${found.version}.dist-info`;
  rmSync(path.join(folder, metadata), { recursive: true, force: true });
  return `${found.name} ${found.version}`;
}

/** Removes a file, the modules compiled from it, and folders that have become empty. */
function removeFile(root: string, file: string): void {
  rmSync(path.join(root, file), { force: true });
  const folder = path.join(root, path.dirname(file));
  const compiled = path.join(folder, '__pycache__');
  const { name, ext } = path.parse(file);
  if (ext === '.py' && existsSync(compiled)) {
    const ofModule = readdirSync(compiled).filter(entry => entry.startsWith(`${name}.`));
    for (const entry of ofModule) rmSync(path.join(compiled, entry));
    removeIfEmpty(compiled);
  }
  for (let parent = folder; parent !== root; parent = path.dirname(parent)) {
    if (!removeIfEmpty(parent)) break;
  }
}

/** @returns whether the folder is gone. */
function removeIfEmpty(folder: string): boolean {
  if (!existsSync(folder)) return true;
  if (readdirSync(folder).length > 0) return false;
  rmdirSync(folder);
  return true;
}

/**
 * The path in a row of RECORD. What lies beside the modules, scripts for
 * instance, is recorded as above them and installed among them.
 */
function pathOf(row: string): string {
  const [, quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(`${row},`) ?? [];
  const recorded = quoted?.replaceAll('""', '"') ?? plain ?? '';
  return path.posix.normalize(`/${recorded}`).slice(1);
}
