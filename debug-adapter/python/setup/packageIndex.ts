import { compareDebianVersions } from './debianVersion.ts';
import type { LockedFile } from './lock.ts';

/** Where an index says that a package's file is now. */
export interface IndexedFile {
  readonly version: string;
  readonly path: string;
  readonly sha256: string;
}

/** Path of the index that lists a locked file, below the archive's base address. */
export function indexPath(file: LockedFile): string {
  const folder = file.kind === 'source' ? 'source' : `binary-${file.architecture}`;
  const name = file.kind === 'source' ? 'Sources.xz' : 'Packages.xz';
  return `dists/${file.suite}/main/${folder}/${name}`;
}

/** The fields of one paragraph of a Debian control file, continuation lines included. */
function parseParagraph(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const match of paragraph.matchAll(/^([^\s:]+):[ ]?(.*(?:\n[ \t].*)*)/gm)) {
    fields.set(match[1]!, match[2]!);
  }
  return fields;
}

function readBinary(fields: Map<string, string>): IndexedFile | undefined {
  const [version, path, sha256] = ['Version', 'Filename', 'SHA256'].map(name => fields.get(name));
  return version && path && sha256 ? { version, path, sha256 } : undefined;
}

/** The upstream tarball of a source package; its signature and Debian's part are other files. */
function readSource(fields: Map<string, string>): IndexedFile | undefined {
  const version = fields.get('Version');
  const directory = fields.get('Directory');
  const tarball = /^ ([0-9a-f]{64}) \d+ (\S+\.orig\.tar\.\w+)$/m.exec(
    fields.get('Checksums-Sha256') ?? '',
  );
  return version && directory && tarball
    ? { version, path: `${directory}/${tarball[2]}`, sha256: tarball[1]! }
    : undefined;
}

/**
 * Finds the newest version of a locked file's package in the text of an index
 * (Packages or Sources). Returns undefined when the index does not list it.
 */
export function findInIndex(index: string, file: LockedFile): IndexedFile | undefined {
  const read = file.kind === 'source' ? readSource : readBinary;
  const heading = `Package: ${file.package}\n`;
  return index
    .split(/\n\n+/)
    .filter(paragraph => paragraph.startsWith(heading))
    .map(paragraph => read(parseParagraph(paragraph)))
    .filter(found => found !== undefined)
    .sort((a, b) => compareDebianVersions(b.version, a.version))[0];
}
