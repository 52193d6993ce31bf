import { MalformedModule } from '../binaryReader.ts';
import { systemOf } from '../nativeFormats.ts';
import { type Dylink, readDylink } from './dylinkSection.ts';
import { linkErrors } from './linkErrors.ts';
import { ModuleFunctions } from './moduleFunctions.ts';
import { isOffsetTable } from './offsetTables.ts';
import type { Member } from './scope.ts';

/** A file that is to be linked, compiled. */
export class ReadModule implements Member {
  readonly path: string;
  readonly module: WebAssembly.Module;
  readonly dylink: Dylink;
  readonly needed: Member[] = [];
  readonly imports: readonly WebAssembly.ModuleImportDescriptor[];
  readonly #exports: ReadonlySet<string>;
  readonly #binary: Uint8Array;
  #functions: ModuleFunctions | undefined;

  /**
   * @param path in the guest.
   * @throws LinkError when it is no side module.
   */
  constructor(path: string, binary: Uint8Array<ArrayBuffer>) {
    requireWebAssembly(binary, path);
    this.path = path;
    this.#binary = binary;
    try {
      this.module = new WebAssembly.Module(binary);
      const dylink = readDylink(this.module);
      if (dylink === undefined) throw linkErrors.noSideModule(path);
      this.dylink = dylink;
    } catch (error) {
      if (error instanceof WebAssembly.CompileError || error instanceof MalformedModule) {
        throw linkErrors.malformed(path, error.message);
      }
      throw error;
    }
    this.imports = WebAssembly.Module.imports(this.module);
    this.#exports = new Set(WebAssembly.Module.exports(this.module).map(({ name }) => name));
  }

  /** Read when they are wanted, which most modules' are not. @throws MalformedModule */
  get functions(): ModuleFunctions {
    this.#functions ??= new ModuleFunctions(this.#binary);
    return this.#functions;
  }

  /** The names that others have to define. */
  get wanted(): string[] {
    return this.imports
      .filter(
        ({ module, kind }) => isOffsetTable(module) || (module === 'env' && kind === 'function'),
      )
      .map(({ name }) => name)
      .filter(name => !this.dylink.weakImports.has(name));
  }

  defines(name: string): boolean {
    return this.#exports.has(name);
  }
}

function requireWebAssembly(binary: Uint8Array, path: string): void {
  const system = systemOf(binary);
  if (system === 'WASIX') return;
  throw system === undefined ? linkErrors.noModule(path) : linkErrors.foreignMachine(path, system);
}
