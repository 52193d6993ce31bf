/** Processor architectures of Debian that the build runs on. */
export type Architecture = 'amd64' | 'arm64';

/** A file of the Debian archive that the recipe uses, as lock.json pins it. */
export interface LockedFile {
  /** What the recipe calls it. */
  readonly name: string;
  /** Debian suite whose index lists it. */
  readonly suite: string;
  /** Debian package: a source package's upstream tarball, or a binary package. */
  readonly package: string;
  readonly kind: 'source' | 'binary';
  /** For a binary package, the architecture to take; contents may be for another one. */
  readonly architecture?: Architecture;
  /** The version of Python that it is for (`3.13`), when there is another for others. */
  readonly python?: string;
  /** Debian version of the package. */
  readonly version: string;
  /** Path below the archive's base address. */
  readonly path: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  /** SPDX expression. */
  readonly licence: string;
  /** True when something of it ends up in the artifact. */
  readonly shipped: boolean;
}

/** lock.json is not what the recipe expects. */
export class LockError extends Error {
  constructor(problem: string) {
    super(
      `lock.json: ${problem}; correct the file (README.md beside it says how to bump a version)`,
    );
    this.name = 'LockError';
  }
}

const STRING_FIELDS = ['name', 'suite', 'package', 'version', 'path', 'licence'] as const;

function parseEntry(value: unknown, index: number): LockedFile {
  if (typeof value !== 'object' || value === null)
    throw new LockError(`entry ${index} is no object`);
  const entry = value as Record<string, unknown>;
  for (const field of STRING_FIELDS) {
    if (typeof entry[field] !== 'string' || entry[field] === '') {
      throw new LockError(`entry ${index} (${String(entry.name)}) has no ${field}`);
    }
  }
  if (entry.kind !== 'source' && entry.kind !== 'binary') {
    throw new LockError(`${entry.name} has a kind other than "source" and "binary"`);
  }
  if (entry.kind === 'binary' && !isArchitecture(entry.architecture)) {
    throw new LockError(`${entry.name} has an architecture other than "amd64" and "arm64"`);
  }
  if (typeof entry.sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(entry.sha256)) {
    throw new LockError(`the sha256 of ${entry.name} is not 64 hexadecimal digits`);
  }
  if (entry.python !== undefined && typeof entry.python !== 'string') {
    throw new LockError(`${entry.name} has a version of Python that is no text`);
  }
  if (typeof entry.shipped !== 'boolean') {
    throw new LockError(`${entry.name} does not say whether it is shipped`);
  }
  return value as LockedFile;
}

function isArchitecture(value: unknown): value is Architecture {
  return value === 'amd64' || value === 'arm64';
}

/** What no two files of lock.json have in common: name, architecture and version of Python. */
export function identityOf(file: LockedFile): string {
  const { name, architecture = '', python } = file;
  return `${name} ${architecture}${python === undefined ? '' : ` ${python}`}`;
}

/**
 * Reads the text of lock.json.
 * @throws {LockError} when it is malformed or names a file twice for one architecture and Python.
 */
export function parseLock(text: string): LockedFile[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new LockError(`it is not JSON (${(error as Error).message})`);
  }
  if (!Array.isArray(document)) throw new LockError('it is not a list');
  const files = document.map(parseEntry);
  const seen = new Set<string>();
  for (const file of files) {
    const identity = identityOf(file);
    if (seen.has(identity)) throw new LockError(`${file.name} is there twice`);
    seen.add(identity);
  }
  return files;
}
