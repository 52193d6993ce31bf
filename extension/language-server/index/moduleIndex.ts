import type { ModuleFacts } from '../facts/moduleFacts.ts';
import { Evaluator, type Modules } from '../values/evaluator.ts';
import { SwitchGraph } from './switchGraph.ts';

/** What is known of the files of a workspace, by their URIs and their modules' names. */
export class ModuleIndex implements Modules {
  readonly #files = new Map<string, ModuleFacts>();
  /** By the last part of the module's name, which tells most of them apart. */
  readonly #byLastName = new Map<string, Map<string, ModuleFacts>>();
  #evaluator = new Evaluator(this);
  #graph = new SwitchGraph(this, this.#evaluator);

  get files(): Iterable<ModuleFacts> {
    return this.#files.values();
  }

  /** What the terms of the files stand for. */
  get evaluator(): Evaluator {
    return this.#evaluator;
  }

  /** Who starts and who switches to whom, in all files. */
  get graph(): SwitchGraph {
    return this.#graph;
  }

  get(uri: string): ModuleFacts | undefined {
    return this.#files.get(uri);
  }

  /** Takes in a file, or what it says now. */
  set(facts: ModuleFacts): void {
    const { uri, module } = facts;
    const known = this.#files.get(uri);
    if (known?.module === module) {
      this.#graph.forget(this.#evaluator.forget(uri));
    } else {
      this.delete(uri);
      // It may be what others look for, and did not find.
      this.#forgetAll();
    }
    this.#files.set(uri, facts);
    const name = lastName(module);
    const siblings = this.#byLastName.get(name);
    if (siblings === undefined) this.#byLastName.set(name, new Map([[uri, facts]]));
    else siblings.set(uri, facts);
  }

  delete(uri: string): void {
    const facts = this.#files.get(uri);
    if (facts === undefined) return;
    this.#files.delete(uri);
    this.#byLastName.get(lastName(facts.module))?.delete(uri);
    this.#forgetAll();
  }

  /** @param name dotted, with dots before it when it is relative to `from`. */
  find(name: string, from: ModuleFacts): ModuleFacts | undefined {
    const dots = /^\.*/.exec(name)?.[0].length ?? 0;
    if (dots > 0) {
      const isPackage = from.uri.endsWith('/__init__.py');
      const around = from.module.split('.');
      const kept = around.slice(0, around.length - dots + (isPackage ? 1 : 0));
      const absolute = [...kept, ...name.slice(dots).split('.').filter(Boolean)].join('.');
      return this.#candidates(absolute).find(({ module }) => module === absolute);
    }
    // Its own folder, or any that is on the path of the program.
    const sibling = [...from.module.split('.').slice(0, -1), name].join('.');
    const candidates = this.#candidates(name);
    return (
      candidates.find(({ module }) => module === sibling) ??
      candidates.find(({ module }) => module === name) ??
      candidates.find(({ module }) => module.endsWith(`.${name}`) && !isLibrary(name))
    );
  }

  /** With another set of modules, any name may lead elsewhere. */
  #forgetAll(): void {
    this.#evaluator = new Evaluator(this);
    this.#graph = new SwitchGraph(this, this.#evaluator);
  }

  #candidates(name: string): ModuleFacts[] {
    return [...(this.#byLastName.get(lastName(name))?.values() ?? [])];
  }
}

function lastName(module: string): string {
  return module.slice(module.lastIndexOf('.') + 1);
}

/** A module somewhere in the workspace that is called like a library's is not taken for it. */
function isLibrary(name: string): boolean {
  return /^(?:greenlet|gevent|eventlet|sqlalchemy|greenback)\b/.test(name);
}
