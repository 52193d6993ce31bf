import { inflateSync } from 'fflate';
import type { Filesystem } from '../filesystem/filesystem.ts';
import { MemoryFilesystem } from '../filesystem/memoryFilesystem.ts';
import type { Mount } from '../filesystem/namespace.ts';
import { ZipArchive } from '../filesystem/zipArchive.ts';
import { ZipFilesystem } from '../filesystem/zipFilesystem.ts';
import { encodeText } from '../text.ts';
import { FetchedFilesystem } from './fetchedFilesystem.ts';
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
    const archive = archives.get(specification.source) as Blob;
    return { point, filesystem: zipFilesystem(await archive.bytes()) };
  }
  if (specification.kind === 'urls') {
    return { point, filesystem: new FetchedFilesystem(specification.urls) };
  }
  const filesystem = new MemoryFilesystem();
  for (const [path, content] of Object.entries(specification.files)) {
    filesystem.addFile(path, typeof content === 'string' ? encodeText(content) : content);
  }
  return { point, filesystem };
}

/** The files of a ZIP archive. @throws Error when it is none. */
export function zipFilesystem(bytes: Uint8Array): Filesystem {
  const readAt = (offset: number, length: number): Uint8Array =>
    bytes.subarray(offset, offset + length);
  // The browser's own inflates by promises only, for which no import of the guest's can wait.
  return new ZipFilesystem(new ZipArchive(readAt, bytes.length, deflated => inflateSync(deflated)));
}
