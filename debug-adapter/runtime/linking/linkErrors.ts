import { encodeText } from '../text.ts';

/**
 * Why a module was not linked. The texts are for who imports it, by way of `dlerror`, which has room
 * for 255 bytes: what counts comes first.
 */
export class LinkError extends Error {}

/** The room for a text, in bytes. */
const ROOM = 255;

/** All sentences by which a linker refuses. Modules are named by their paths in the guest. */
export const linkErrors = {
  notFound: (name: string, wantedBy: string | undefined) =>
    wantedBy === undefined
      ? new LinkError(`${name}: there is no such file`)
      : about(
          wantedBy,
          module => `${name}, which ${module} needs, is not there: install the whole package`,
        ),
  unreadable: (path: string, reason: string) =>
    about(
      path,
      module =>
        `${module} cannot be read (${reason}): let the program read it, or install its package again`,
    ),
  foreignMachine: (path: string, machine: string) =>
    about(
      path,
      module =>
        `${module} is compiled for ${machine}, not for WebAssembly: install a wheel for wasix_wasm32, or one in pure Python`,
    ),
  noModule: (path: string) =>
    about(path, module => `${module} is not a WebAssembly module: install its package again`),
  malformed: (path: string, reason: string) =>
    about(
      path,
      module => `${module} is damaged: install its package again (${withoutFunction(reason)})`,
    ),
  noSideModule: (path: string) =>
    about(
      path,
      module =>
        `${module} is a program, not a side module: it has no section dylink.0; link it with wasm-ld -shared`,
    ),
  undefinedSymbol: (path: string, name: string, kind: string) =>
    about(
      path,
      module =>
        `undefined symbol: ${name} (a ${kind}), which ${module} imports and no loaded module has: install a build of its package for this version of Python`,
    ),
  otherKind: (path: string, name: string) =>
    about(
      path,
      module =>
        `${name}, which ${module} imports, is a function in one module and a variable in another: install builds that belong together`,
    ),
  otherType: (path: string, reason: string) =>
    about(
      path,
      module =>
        `${module} is compiled for another C library or Python: install a build for this one (${withoutFunction(reason)})`,
    ),
  unknownInterface: (path: string, module: string, name: string) =>
    about(
      path,
      file =>
        `${file} imports ${name} of ${module}, which this host does not have: install a build of its package for WASIX`,
    ),
  noMemory: (path: string, bytes: number) =>
    about(
      path,
      module => `${module} needs ${bytes} bytes of memory, more than there are left for it`,
    ),
  noThreadLocals: (path: string) =>
    about(path, module => `there is no memory left for a thread's variables of ${module}`),
  tableFull: (path: string, slots: number) =>
    about(path, module => `${module} needs room for ${slots} functions, more than there is`),
  noSymbol: (name: string) => new LinkError(`undefined symbol: ${name}`),
  invalidHandle: (handle: number) => new LinkError(`${handle} is no handle of a loaded module`),
  noLinking: () =>
    new LinkError(
      'this program cannot load modules: it exports no table, or has threads in workers',
    ),
};

/** A sentence in which a module is named by its path, or by its file's name where there is no room for that. */
function about(path: string, sentence: (module: string) => string): LinkError {
  const whole = sentence(path);
  if (encodeText(whole).length <= ROOM) return new LinkError(whole);
  return new LinkError(sentence(path.slice(path.lastIndexOf('/') + 1)));
}

/** An engine's sentence without the name of its own function before it. */
function withoutFunction(sentence: string): string {
  return sentence.replace(/^WebAssembly\.\w+\(\):? ?/, '');
}
