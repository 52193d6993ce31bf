import type { Call, ModuleFacts } from '../facts/moduleFacts.ts';
import { unique, type Value } from './values.ts';

/** What has been found of one file. */
interface FileMemory {
  /** Of names, members and base classes, by what was looked for. */
  readonly names: Map<string, Value[]>;
  readonly results: Map<Call, Value[]>;
  readonly callees: Map<Call, Value[]>;
  callsByName: Map<string, Call[]> | undefined;
  /** The URIs of the files in which something of this one was looked for. */
  readonly askers: Set<string>;
}

/**
 * What has been found of files so far. When one changes, what was found there is forgotten, and
 * in those files that looked there, directly or by others: a keystroke leaves the rest as it is.
 */
export class FileMemories {
  readonly #files = new Map<string, FileMemory>();

  /** Has a file be forgotten, too, when the other one is. */
  noteAsker(asker: ModuleFacts, asked: ModuleFacts): void {
    if (asker.uri !== asked.uri) this.#of(asked).askers.add(asker.uri);
  }

  /** The URIs of a file and of all in which something of it was looked for, by others, too. */
  withAskers(uri: string): Set<string> {
    const found = new Set([uri]);
    // A set that is gone through gives what is added meanwhile.
    for (const each of found) {
      for (const asker of this.#files.get(each)?.askers ?? []) found.add(asker);
    }
    return found;
  }

  /** @returns the URIs of all files that are forgotten. */
  forget(uri: string): Set<string> {
    const forgotten = this.withAskers(uri);
    for (const each of forgotten) this.#files.delete(each);
    return forgotten;
  }

  /** What a name, or something like it, stands for: found once. */
  named(key: string, facts: ModuleFacts, find: () => Value[]): Value[] {
    return remembered(this.#of(facts).names, key, find);
  }

  /** What a call gives: found once. */
  result(call: Call, facts: ModuleFacts, find: () => Value[]): Value[] {
    return remembered(this.#of(facts).results, call, find);
  }

  /** What is called: found once. */
  callees(call: Call, facts: ModuleFacts, find: () => Value[]): Value[] {
    return remembered(this.#of(facts).callees, call, find);
  }

  /** The calls in a file by the last name of what they call. */
  callsNamed(name: string, facts: ModuleFacts): readonly Call[] {
    const memory = this.#of(facts);
    memory.callsByName ??= byName(facts.calls);
    return memory.callsByName.get(name) ?? [];
  }

  #of({ uri }: ModuleFacts): FileMemory {
    let memory = this.#files.get(uri);
    if (memory === undefined) {
      memory = {
        names: new Map(),
        results: new Map(),
        callees: new Map(),
        callsByName: undefined,
        askers: new Set(),
      };
      this.#files.set(uri, memory);
    }
    return memory;
  }
}

/** Not by `Map.groupBy`, which the Node 20 of some editors does not have. */
function byName(calls: readonly Call[]): Map<string, Call[]> {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const group = groups.get(call.name);
    if (group === undefined) groups.set(call.name, [call]);
    else group.push(call);
  }
  return groups;
}

/** What is found until it is; made once, and never added to. */
const NOTHING: Value[] = [];

function remembered<Key>(known: Map<Key, Value[]>, key: Key, find: () => Value[]): Value[] {
  const values = known.get(key);
  if (values !== undefined) return values;
  // What is asked for meanwhile adds nothing to itself.
  known.set(key, NOTHING);
  const found = unique(find());
  known.set(key, found);
  return found;
}
