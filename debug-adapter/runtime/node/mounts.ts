import type { Filesystem } from '../filesystem/filesystem.ts';
import type { Mount } from '../filesystem/namespace.ts';
import { ReadOnlyView } from '../filesystem/readOnlyFilesystem.ts';
import { ZipFilesystem } from '../filesystem/zipFilesystem.ts';
import type { MountSpecification } from './guestMessages.ts';
import { HostFilesystem } from './hostFilesystem.ts';
import { openZipFile } from './zipFile.ts';

/** Mounts what a guest is given of this machine. @throws Error when there is no such ZIP archive. */
export function mount(specification: MountSpecification): Mount {
  const { point, kind, source } = specification;
  if (kind === 'zip') return { point, filesystem: new ZipFilesystem(openZipFile(source)) };
  const directory: Filesystem = new HostFilesystem(source);
  return { point, filesystem: specification.isReadOnly ? new ReadOnlyView(directory) : directory };
}
