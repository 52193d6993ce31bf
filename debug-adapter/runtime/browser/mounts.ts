import { inflateSync } from 'fflate';
import { MemoryFilesystem } from '../filesystem/memoryFilesystem.ts';
import type { Mount } from '../filesystem/namespace.ts';
import { ZipArchive } from '../filesystem/zipArchive.ts';
import { ZipFilesystem } from '../filesystem/zipFilesystem.ts';
import type { MountSpecification } from './guestOptions.ts';

/**
 * Mounts what a guest is given.
 *
 * @param archives by their URLs.
 * @throws Error when one is no ZIP archive.
 */
export async function mount(
  specification: MountSpecification,
  archives: ReadonlyMap<string, Blob>,
): Promise<Mount> {
  const { point } = specification;
  if (specification.kind === 'zip') {
    const archive = await openZip(archives.get(specification.source) as Blob);
    return { point, filesystem: new ZipFilesystem(archive) };
  }
  const filesystem = new MemoryFilesystem();
  for (const [path, content] of Object.entries(specification.files)) {
    addFile(filesystem, path, content);
  }
  return { point, filesystem };
}

async function openZip(file: Blob): Promise<ZipArchive> {
  const bytes = await file.bytes();
  const readAt = (offset: number, length: number): Uint8Array =>
    bytes.subarray(offset, offset + length);
  // The browser's own inflates by promises only, for which no import of the guest's can wait.
  return new ZipArchive(readAt, bytes.length, deflated => inflateSync(deflated));
}

const NEW_FILE = {
  read: false,
  write: true,
  create: true,
  exclusive: true,
  truncate: false,
  append: false,
};

/** Adds a file, and the directories above it that are not there. */
function addFile(filesystem: MemoryFilesystem, path: string, content: Uint8Array | string): void {
  const parts = path.split('/');
  for (let count = 1; count < parts.length; count++) {
    const directory = parts.slice(0, count).join('/');
    if (!filesystem.has(directory)) filesystem.createDirectory(directory);
  }
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  filesystem.open(path, NEW_FILE).write([bytes]);
}
