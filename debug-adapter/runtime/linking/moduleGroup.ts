import { candidates, isInProgram, type SearchPlace } from './libraryPaths.ts';
import { linkErrors } from './linkErrors.ts';
import type { ModuleSource } from './moduleFiles.ts';
import { ReadModule } from './readModule.ts';
import { type Member, withNeeded } from './scope.ts';
import type { SideModule } from './sideModule.ts';

/**
 * Finds the file of a library.
 * @returns its path in the guest.
 * @throws LinkError
 */
export function findLibrary(files: ModuleSource, name: string, place: SearchPlace): string {
  for (const candidate of candidates(name, place)) {
    const path = files.find(candidate);
    if (path !== undefined) return path;
  }
  throw linkErrors.notFound(name, place.wantedBy);
}

/** What modules are read among. */
export interface Surroundings {
  readonly files: ModuleSource;
  /** Those that are there already. */
  readonly linked: readonly SideModule[];
  /** `LD_LIBRARY_PATH`. */
  readonly environment: string;
  /** See {@link LinkedProgram.libraries}. */
  readonly libraries: readonly string[];
  /** Whether the program, or a global module, has something by this name. */
  readonly isGlobal: (name: string) => boolean;
}

/**
 * Reads a module and all that it needs.
 *
 * @returns those that are to be linked, each after what it needs, as far as they do not need one another.
 * @throws LinkError
 */
export function readGroup(
  path: string,
  { files, linked, environment, libraries, isGlobal }: Surroundings,
): ReadModule[] {
  const group: ReadModule[] = [];
  const known = new Map<string, Member>(linked.map(module => [module.path, module]));
  const visit = (at: string): Member => {
    const found = known.get(at);
    if (found !== undefined) return found;
    const read = new ReadModule(at, files.read(at));
    // Before those that it needs, which may need it in turn.
    known.set(at, read);
    const { needed, runtimePaths } = read.dylink;
    for (const name of needed.filter(each => !isInProgram(each))) {
      const loaded = [...known.keys()].find(each => each.endsWith(`/${name}`));
      const place = { runtimePaths, wantedBy: at, environment };
      read.needed.push(visit(loaded ?? findLibrary(files, name, place)));
    }
    for (const library of libraries) {
      if (!wantsMore(read, isGlobal)) break;
      const found = files.find(library);
      if (found !== undefined && found !== at) read.needed.push(visit(found));
    }
    group.push(read);
    return read;
  };
  visit(path);
  return group;
}

/** Whether a module wants a name that nobody has of those whom it can see. */
function wantsMore(read: ReadModule, isGlobal: Surroundings['isGlobal']): boolean {
  const scope = withNeeded<Member>(read);
  return read.wanted.some(name => !isGlobal(name) && !scope.some(each => each.defines(name)));
}
