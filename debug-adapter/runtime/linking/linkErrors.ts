/**
 * Why a module was not linked. The texts are for who imports it, by way of `dlerror`, which has room
 * for 255 bytes: what counts comes first.
 */
export class LinkError extends Error {}

/** All sentences by which a linker refuses. Modules are named by their paths in the guest. */
export const linkErrors = {
  notFound: (name: string, wantedBy: string | undefined) =>
    new LinkError(
      wantedBy === undefined
        ? `${name}: there is no such file`
        : `${name}, which ${wantedBy} needs, is not there: install the whole package`,
    ),
  unreadable: (path: string, reason: string) => new LinkError(`${path} cannot be read (${reason})`),
  foreignMachine: (path: string, machine: string) =>
    new LinkError(
      `${path} is compiled for ${machine}, not for WebAssembly: install a wheel for wasix_wasm32, or one in pure Python`,
    ),
  noModule: (path: string) => new LinkError(`${path} is no WebAssembly module`),
  malformed: (path: string, reason: string) =>
    new LinkError(`${path} is damaged: ${withoutFunction(reason)}; install its package anew`),
  noSideModule: (path: string) =>
    new LinkError(
      `${path} is a program, not a library: it has no section dylink.0; link it with -shared`,
    ),
  undefinedSymbol: (path: string, name: string, kind: string) =>
    new LinkError(
      `undefined symbol: ${name} (a ${kind}), which ${path} imports and no module has that is loaded`,
    ),
  otherKind: (path: string, name: string) =>
    new LinkError(`${name}, which ${path} imports, is a function here and a variable there`),
  otherType: (path: string, reason: string) =>
    new LinkError(
      `${path} is compiled for another C library or Python: ${withoutFunction(reason)}`,
    ),
  unknownInterface: (path: string, module: string, name: string) =>
    new LinkError(`${path} imports ${name} of ${module}, which this host does not have`),
  noMemory: (path: string, bytes: number) =>
    new LinkError(`${path} needs ${bytes} bytes of memory, and there are not as many left`),
  noThreadLocals: (path: string) =>
    new LinkError(`there is no memory left for a thread's variables of ${path}`),
  tableFull: (path: string, slots: number) =>
    new LinkError(`${path} needs room for ${slots} functions, more than there is`),
  noSymbol: (name: string) => new LinkError(`undefined symbol: ${name}`),
  invalidHandle: (handle: number) => new LinkError(`${handle} is no handle of a loaded module`),
  noLinking: () =>
    new LinkError(
      'this program cannot load modules: it exports no table, or has threads in workers',
    ),
};

/** An engine's sentence without the name of its own function before it. */
function withoutFunction(sentence: string): string {
  return sentence.replace(/^WebAssembly\.\w+\(\):? ?/, '');
}
