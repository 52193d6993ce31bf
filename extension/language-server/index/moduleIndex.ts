import type { RegionChange } from '../facts/fileFacts.ts';
import type { ModuleFacts } from '../facts/moduleFacts.ts';
import { absoluteName, lastName } from '../facts/moduleNames.ts';
import type { Reading } from '../facts/moduleReader.ts';
import { Evaluator, type Modules } from '../values/evaluator.ts';
import { SwitchGraph } from './switchGraph.ts';

/** What is known of the files of a workspace, by their URIs and their modules' names. */
export class ModuleIndex implements Modules {
  readonly #files = new Map<string, ModuleFacts>();
  #revision = 0;
  /** By the last part of the module's name, which tells most of them apart. */
  readonly #byLastName = new Map<string, Map<string, ModuleFacts>>();

  /** What the terms of the files stand for. */
  readonly evaluator = new Evaluator(this);

  /** Who starts and who switches to whom, in all files. */
  readonly graph = new SwitchGraph(this.evaluator);

  /** Another one after each change: what was told of a program is true as long as it is the same. */
  get revision(): number {
    return this.#revision;
  }

  get files(): Iterable<ModuleFacts> {
    return this.#files.values();
  }

  get(uri: string): ModuleFacts | undefined {
    return this.#files.get(uri);
  }

  /** Takes in a file that has been read anew. */
  set(facts: ModuleFacts): void {
    const { uri, module } = facts;
    this.delete(uri);
    this.#revision++;
    this.#files.set(uri, facts);
    const name = lastName(module);
    const siblings = this.#byLastName.get(name);
    if (siblings === undefined) this.#byLastName.set(name, new Map([[uri, facts]]));
    else siblings.set(uri, facts);
    // It may be what others look for, and did not find.
    this.graph.forget(this.evaluator.forgetModule(name));
    this.graph.change(facts, { removed: [], added: facts.regions });
  }

  /** Takes in what a file says now. */
  change({ facts, removed, added }: Reading): void {
    if (this.#files.get(facts.uri) === facts) this.#changed(facts, { removed, added });
    else this.set(facts);
  }

  delete(uri: string): void {
    const facts = this.#files.get(uri);
    if (facts === undefined) return;
    this.#files.delete(uri);
    const name = lastName(facts.module);
    this.#byLastName.get(name)?.delete(uri);
    this.#changed(facts, { removed: facts.regions, added: [] });
    this.graph.forget(this.evaluator.forgetModule(name));
  }

  /** @param name dotted, with dots before it when it is relative to `from`. */
  find(name: string, from: ModuleFacts): ModuleFacts | undefined {
    const absolute = absoluteName(name, from);
    const candidates = [...(this.#byLastName.get(lastName(absolute))?.values() ?? [])];
    if (name.startsWith('.')) return candidates.find(({ module }) => module === absolute);
    // Its own folder, or any that is on the path of the program.
    const sibling = [...from.module.split('.').slice(0, -1), name].join('.');
    return (
      candidates.find(({ module }) => module === sibling) ??
      candidates.find(({ module }) => module === name) ??
      candidates.find(({ module }) => module.endsWith(`.${name}`) && !isLibrary(name))
    );
  }

  #changed(facts: ModuleFacts, change: RegionChange): void {
    this.#revision++;
    this.graph.forget(this.evaluator.forgetChange(facts, change));
    this.graph.change(facts, change);
  }
}

/** A module somewhere in the workspace that is called like a library's is not taken for it. */
function isLibrary(name: string): boolean {
  return /^(?:greenlet|gevent|eventlet|sqlalchemy|greenback)\b/.test(name);
}
