import { zipFilesystem } from '../../runtime/browser/mounts.ts';
import { FileType } from '../../runtime/descriptors/descriptor.ts';
import type { Filesystem } from '../../runtime/filesystem/filesystem.ts';
import { MemoryFilesystem } from '../../runtime/filesystem/memoryFilesystem.ts';
import { Namespace } from '../../runtime/filesystem/namespace.ts';
import { ReadOnlyView } from '../../runtime/filesystem/readOnlyFilesystem.ts';
import { readWhole } from '../../runtime/filesystem/readWhole.ts';
import { Subtree } from '../../runtime/filesystem/subtree.ts';
import { encodeText } from '../../runtime/text.ts';
import type { Files } from '../platform/files.ts';
import { FilesystemChanges } from './filesystemChanges.ts';
import type { FileChanges, FileContents } from './machine.ts';
import { MirroredFiles } from './mirroredFiles.ts';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

const whole = new MemoryFilesystem();

const changes = new FilesystemChanges(whole);

/** ZIP archives, by the folders that they are the files of. */
const archives = new Map<string, Uint8Array>();

let namespace = new Namespace([{ point: '/', filesystem: whole }]);

/**
 * Puts files into the memory of this worker, in place of what is there by the same paths. Nobody is told of changes
 * before that any more.
 */
export function addFiles(added: FileContents): void {
  for (const [path, content] of Object.entries(added)) {
    if (files.exists(path)) files.remove(path);
    whole.addFile(withoutRoot(path), typeof content === 'string' ? encodeText(content) : content);
  }
  changes.forget();
  tellMirrors();
}

/** Has the files of a ZIP archive in a folder, which nobody can change. @throws Error when it is none. */
export function addArchive(folder: string, archive: Uint8Array): void {
  archives.set(folder, archive);
  namespace = new Namespace([
    { point: '/', filesystem: whole },
    ...[...archives].map(([point, content]) => ({ point, filesystem: zipFilesystem(content) })),
  ]);
}

/** The archive of which a folder has the files, if it has them of one. */
export function archiveAt(folder: string): Uint8Array | undefined {
  return archives.get(folder);
}

/** What programs have changed since files were added, or this was asked. */
export function takeChanges(): FileChanges | undefined {
  return changes.take();
}

/** A folder of this worker's files, for a guest. @param path an absolute one, without links. */
export function folderAt(path: string, isReadOnly: boolean): Filesystem {
  const archive = archives.get(path);
  return archive ? zipFilesystem(archive) : folderIn(whole, path, isReadOnly);
}

/** A folder of files, for a guest. @param path an absolute one, without links. */
export function folderIn(filesystem: Filesystem, path: string, isReadOnly: boolean): Filesystem {
  const folder = new Subtree(filesystem, withoutRoot(path));
  return isReadOnly ? new ReadOnlyView(folder) : folder;
}

/** The files of this worker that another has, too. */
export interface MirroredFilesOfWorker extends Pick<MirroredFiles, 'tell' | 'receive'> {
  /** The other does not have them any more. */
  leave(): void;
}

/** Those who are told of what is not theirs. */
const mirrors = new Set<MirroredFiles>();

function tellMirrors(): void {
  for (const mirror of mirrors) mirror.tell();
}

let whenMirrored = (): void => {};

/** Has somebody be told when another worker has changed what is here. */
export function watchMirrors(changed: () => void): void {
  whenMirrored = changed;
}

/** @param tell tells the other worker. */
export function mirrorFiles(tell: (changes: FileChanges) => void): MirroredFilesOfWorker {
  const mirror = new MirroredFiles(whole, tell);
  mirrors.add(mirror);
  return {
    tell: () => mirror.tell(),
    receive: changed => {
      mirror.receive(changed);
      tellMirrors();
      whenMirrored();
    },
    leave: () => mirrors.delete(mirror),
  };
}

export const files: Files = {
  exists: file => files.look(file) !== undefined,

  look: file => {
    try {
      const { type, size, modified } = namespace.stat('/', file, true);
      return {
        isFile: type === FileType.regularFile,
        isFolder: type === FileType.directory,
        size: Number(size),
        changed: new Date(Number(modified / NANOSECONDS_PER_MILLISECOND)),
      };
    } catch {
      return undefined;
    }
  },

  realPath: file => namespace.realPath('/', file),

  list: folder =>
    namespace
      .list(namespace.directoryPath('/', folder))
      .map(({ name, type }) => ({ name, isFolder: type === FileType.directory })),

  read: file => {
    try {
      return readWhole(namespace, namespace.realPath('/', file));
    } catch (error) {
      const { message } = error as Error;
      throw Object.assign(new Error(`${file} cannot be read: ${message}`), { code: message });
    }
  },

  remove: file => namespace.unlink('/', file),
};

function withoutRoot(path: string): string {
  return path.replace(/^\//, '');
}
