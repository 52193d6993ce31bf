import type { DebugProtocol } from '@vscode/debugprotocol';
import { files } from '#platform/files.ts';
import type { Module } from '../../protocol/program.ts';
import type { Debuggee } from '../program/debuggee.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';

/** The program's modules, and their sources. */
export class ModuleArea {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  readonly handlers: RequestHandlers = {
    modules: async ({ startModule = 0, moduleCount = 0 }) => {
      const all = await this.#session.debuggee.command('modules', {});
      const end = moduleCount === 0 ? all.length : startModule + moduleCount;
      const modules = all.slice(startModule, end).map(module => this.#describe(module));
      return { modules, totalModules: all.length };
    },

    loadedSources: async () => {
      const all = await this.#session.debuggee.command('modules', {});
      const withSource = all.filter(({ path }) => !isLibrary(path));
      return { sources: withSource.map(({ path }) => this.#source(path)) };
    },
  };

  /** Tells the client of the modules that a program loads. */
  follow(debuggee: Debuggee): void {
    debuggee.on('module', module => {
      this.#session.emit('module', { reason: 'new', module: this.#describe(module) });
      this.#session.emit('loadedSource', { reason: 'new', source: this.#source(module.path) });
    });
  }

  #source(path: string): DebugProtocol.Source {
    return this.#session.sources.describe(path, this.#session.debuggee.paths);
  }

  #describe({ name, path, version, isSkipped }: Module): DebugProtocol.Module {
    const module = {
      id: name,
      name,
      path: this.#source(path).path ?? path,
      isUserCode: !isSkipped,
      ...(version === undefined ? {} : { version }),
    };
    return isLibrary(path) ? { ...module, ...this.#describeLibrary(path) } : module;
  }

  /** A compiled module's size, and when it was made. */
  #describeLibrary(path: string): Partial<DebugProtocol.Module> {
    const file = this.#session.debuggee.paths.toHost(path);
    const look = file === undefined ? undefined : files.look(file);
    if (look === undefined) return { symbolStatus: 'WebAssembly' };
    return {
      symbolStatus: `WebAssembly, ${look.size.toLocaleString('en')} bytes`,
      dateTimeStamp: look.changed.toISOString(),
    };
  }
}

/** Whether a module is one of WebAssembly that the program has loaded, and has no source in Python. */
function isLibrary(path: string): boolean {
  return path.endsWith('.so');
}
