import type { ModuleFacts } from '../facts/moduleFacts.ts';
import { Evaluator, type Modules } from '../values/evaluator.ts';
import { SwitchGraph } from './switchGraph.ts';

/** What is known of the files of a workspace, by their URIs and their modules' names. */
export class ModuleIndex implements Modules {
  readonly #files = new Map<string, ModuleFacts>();
  /** By the last part of the module's name, which tells most of them apart. */
  readonly #byLastName = new Map<string, Set<ModuleFacts>>();
  #evaluator: Evaluator | undefined;
  #graph: SwitchGraph | undefined;

  get files(): Iterable<ModuleFacts> {
    return this.#files.values();
  }

  get size(): number {
    return this.#files.size;
  }

  get(uri: string): ModuleFacts | undefined {
    return this.#files.get(uri);
  }

  set(facts: ModuleFacts): void {
    this.delete(facts.uri);
    this.#files.set(facts.uri, facts);
    const name = lastName(facts.module);
    const siblings = this.#byLastName.get(name);
    if (siblings === undefined) this.#byLastName.set(name, new Set([facts]));
    else siblings.add(facts);
  }

  delete(uri: string): void {
    // What was found is found again when it is asked for.
    this.#evaluator = undefined;
    this.#graph = undefined;
    const facts = this.#files.get(uri);
    if (facts === undefined) return;
    this.#files.delete(uri);
    this.#byLastName.get(lastName(facts.module))?.delete(facts);
  }

  get evaluator(): Evaluator {
    this.#evaluator ??= new Evaluator(this);
    return this.#evaluator;
  }

  /** Who starts and who switches to whom, in all files. */
  get graph(): SwitchGraph {
    this.#graph ??= new SwitchGraph(this.files, this.evaluator);
    return this.#graph;
  }

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

  #candidates(name: string): ModuleFacts[] {
    return [...(this.#byLastName.get(lastName(name)) ?? [])];
  }
}

function lastName(module: string): string {
  return module.slice(module.lastIndexOf('.') + 1);
}

/** A module somewhere in the workspace that is called like a library's is not taken for it. */
function isLibrary(name: string): boolean {
  return /^(?:greenlet|gevent|eventlet|sqlalchemy|greenback)\b/.test(name);
}
