import { LinkError } from './linkErrors.ts';
import type { ModuleSource } from './moduleFiles.ts';

/** Told of what a linker finds and reads. */
interface FilesRecord {
  found(path: string | undefined): void;
  read(path: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** @param reason why a file could not be read. */
  unreadable(reason: string): void;
}

/** The files of a linker, with a record of what it got of them. */
export function recordedFiles(files: ModuleSource, record: FilesRecord): ModuleSource {
  return {
    find: path => {
      const found = files.find(path);
      record.found(found);
      return found;
    },
    read: path => {
      try {
        const bytes = files.read(path);
        record.read(path, bytes);
        return bytes;
      } catch (error) {
        if (error instanceof LinkError) record.unreadable(error.message);
        throw error;
      }
    },
  };
}
