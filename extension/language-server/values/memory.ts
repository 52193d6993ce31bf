import type { RegionChange } from '../facts/fileFacts.ts';
import type { Call, ModuleFacts } from '../facts/moduleFacts.ts';
import type { Origin } from '../facts/origin.ts';
import { Cell, CellTable, forget, type Key } from './cell.ts';
import { unique, type Value } from './values.ts';

/** What can be looked for in a file as a whole. */
interface FileCells {
  /** By the names of the module, bound or not. */
  readonly names: CellTable;
  /** By the last names of what is called. */
  readonly calls: CellTable;
  callsByName: Map<string, Call[]> | undefined;
}

/**
 * What has been found so far, each by the statement that it was looked for in, and what hangs on
 * what: when a statement changes, all that was found with its help is forgotten, in whatever
 * file, and the rest is not. That something is not there can be what an answer hangs on, too.
 */
export class Memory {
  readonly #statements = new WeakMap<Origin, Cell>();
  readonly #files = new WeakMap<ModuleFacts, FileCells>();
  /** By the last parts of the names of modules. */
  readonly #modules = new CellTable();
  /** What is being looked for. */
  #asker: Cell | undefined;

  /** What is in a statement, or follows from it: found once. */
  inStatement(origin: Origin, key: Key, find: () => Value[]): Value[] {
    return this.#remembered(this.#statement(origin), key, find);
  }

  /** What a name of a module stands for: found once. */
  ofModule(facts: ModuleFacts, name: string, find: () => Value[]): Value[] {
    return this.#remembered(this.#file(facts).names.at(name), name, find);
  }

  /** Has what is being looked for hang on a statement. */
  lookAt(origin: Origin | undefined): void {
    if (origin !== undefined) this.#asker?.ask(this.#statement(origin));
  }

  /** Has it hang on what a module binds to a name, or that it binds nothing. */
  lookAtName(facts: ModuleFacts, name: string): void {
    this.#asker?.ask(this.#file(facts).names.at(name));
  }

  /** Has it hang on which modules there are that have a name as their last one. */
  lookForModule(lastName: string): void {
    this.#asker?.ask(this.#modules.at(lastName));
  }

  /** The calls in a file by the last name of what they call. */
  callsNamed(name: string, facts: ModuleFacts): readonly Call[] {
    const file = this.#file(facts);
    this.#asker?.ask(file.calls.at(name));
    file.callsByName ??= byName(facts.calls);
    return file.callsByName.get(name) ?? [];
  }

  /** Does something whose answer somebody keeps as long as a statement is not forgotten. */
  during<Answer>(origin: Origin, find: () => Answer): Answer {
    return this.#as(this.#statement(origin), find);
  }

  /** Forgets what hangs on what has changed in a file. @returns the statements that did. */
  forgetChange(facts: ModuleFacts, { removed, added }: RegionChange): Set<Origin> {
    const file = this.#file(facts);
    file.callsByName = undefined;
    const changed = removed.map(({ origin }) => this.#statements.get(origin));
    for (const { share, growths, calls } of [...removed, ...added]) {
      for (const names of [share.bindings.keys(), growths.keys(), share.foreignNames]) {
        for (const name of names) changed.push(file.names.get(name));
      }
      for (const { name } of calls) changed.push(file.calls.get(name));
    }
    return forget(changed.filter(cell => cell !== undefined));
  }

  /** Forgets what hangs on which modules have a last name. @returns the statements that did. */
  forgetModule(lastName: string): Set<Origin> {
    return forget([this.#modules.at(lastName)]);
  }

  #remembered(cell: Cell, key: Key, find: () => Value[]): Value[] {
    this.#asker?.ask(cell);
    const known = cell.found.get(key);
    if (known !== undefined) return known;
    // What is asked for meanwhile adds nothing to itself.
    cell.found.set(key, NOTHING);
    const values = unique(this.#as(cell, find));
    cell.found.set(key, values);
    return values;
  }

  #as<Answer>(cell: Cell, find: () => Answer): Answer {
    const asker = this.#asker;
    this.#asker = cell;
    try {
      return find();
    } finally {
      this.#asker = asker;
    }
  }

  #statement(origin: Origin): Cell {
    let cell = this.#statements.get(origin);
    if (cell === undefined) {
      cell = new Cell(origin);
      this.#statements.set(origin, cell);
    }
    return cell;
  }

  #file(facts: ModuleFacts): FileCells {
    let file = this.#files.get(facts);
    if (file === undefined) {
      file = { names: new CellTable(), calls: new CellTable(), callsByName: undefined };
      this.#files.set(facts, file);
    }
    return file;
  }
}

/** What is found until it is; made once, and never added to. */
const NOTHING: Value[] = [];

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
