import type { Call, ModuleFacts } from '../facts/moduleFacts.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { isAwaiting, type Starter } from '../values/library.ts';
import { callAt, keyOf, type Value } from '../values/values.ts';

/** Where a greenlet is made. */
export interface Start {
  readonly facts: ModuleFacts;
  readonly call: Call;
  /** The number of the call. */
  readonly index: number;
  readonly starter: Starter;
  /** The functions that it may run. */
  readonly runs: readonly Value[];
}

/** Where control may pass to another greenlet. */
export interface Switch {
  readonly facts: ModuleFacts;
  readonly call: Call;
  readonly kind: 'switch' | 'throw' | 'await';
  /** The greenlets that it may lead to; none when that is not known. */
  readonly targets: readonly Value[];
}

const SWITCHING = new Set(['switch', 'throw']);

/** Both by the functions that the greenlets run. */
interface Arrivals {
  readonly starts: Map<string, Start[]>;
  readonly switches: Map<string, Switch[]>;
}

/** What a file has of both. */
interface FileSwitches {
  readonly starts: readonly Start[];
  readonly switches: readonly Switch[];
  readonly arrivals: Arrivals;
}

/**
 * Who starts and who switches to whom, found file by file when it is asked for, and kept until
 * the file is to be forgotten.
 */
export class SwitchGraph {
  readonly #program: { readonly files: Iterable<ModuleFacts> };
  readonly #evaluator: Evaluator;
  readonly #found = new Map<string, FileSwitches>();
  /** From all files, by the URIs of those whose functions the greenlets run. */
  readonly #arrivals = new Map<string, Arrivals>();

  constructor(program: { readonly files: Iterable<ModuleFacts> }, evaluator: Evaluator) {
    this.#program = program;
    this.#evaluator = evaluator;
  }

  /** Forgets what some files have, by their URIs: they changed, or what they import did. */
  forget(uris: Iterable<string>): void {
    for (const uri of uris) this.#found.delete(uri);
    this.#arrivals.clear();
  }

  startsIn(facts: ModuleFacts): readonly Start[] {
    return this.#of(facts).starts;
  }

  switchesIn(facts: ModuleFacts): readonly Switch[] {
    return this.#of(facts).switches;
  }

  /** How a call makes a greenlet, if it does. */
  startBy(index: number, facts: ModuleFacts): Start | undefined {
    const call = callAt(facts, index);
    const starter = this.#evaluator.starterOf(call, facts);
    if (starter === undefined) return undefined;
    return { facts, call, index, starter, runs: this.#evaluator.runsOf(call, facts) };
  }

  /** Where a call leads, if it is a switch. */
  switchBy(call: Call, facts: ModuleFacts): Switch | undefined {
    const { callee, name } = call;
    if (callee.kind === 'attribute' && SWITCHING.has(name)) {
      const targets = this.#evaluator
        .evaluate(callee.of, facts)
        .filter(value => this.#isGreenlet(value));
      // What is thrown into a generator is no switch, and who knows what else has such a method.
      if (targets.length === 0 && name === 'throw') return undefined;
      return { facts, call, kind: name === 'switch' ? 'switch' : 'throw', targets };
    }
    const library = this.#evaluator.libraryNameOf(call, facts);
    if (library === undefined || !isAwaiting(library)) return undefined;
    const current: Value = { kind: 'current', facts, scope: call.scope };
    return { facts, call, kind: 'await', targets: [{ kind: 'parent', of: current }] };
  }

  /** Where greenlets are made that run a function. */
  startsOf(facts: ModuleFacts, scope: number): readonly Start[] {
    return this.#arrivalsAt(facts).starts.get(keyOf({ kind: 'function', facts, scope })) ?? [];
  }

  /** From where control may pass to a greenlet that runs a function. */
  switchesTo(facts: ModuleFacts, scope: number): readonly Switch[] {
    return this.#arrivalsAt(facts).switches.get(keyOf({ kind: 'function', facts, scope })) ?? [];
  }

  /** What a greenlet may run. */
  runsOf(target: Value): Value[] {
    if (target.kind === 'greenlet') {
      const call = target.facts.calls[target.call];
      return call === undefined ? [] : this.#evaluator.runsOf(call, target.facts);
    }
    if (target.kind !== 'instance') return [];
    const { facts, scope } = target;
    return this.#evaluator
      .evaluate({ kind: 'attribute', of: { kind: 'class', scope }, name: 'run' }, facts)
      .filter(({ kind }) => kind === 'function');
  }

  #of(facts: ModuleFacts): FileSwitches {
    const known = this.#found.get(facts.uri);
    if (known !== undefined) return known;
    const starts: Start[] = [];
    const switches: Switch[] = [];
    facts.calls.forEach((call, index) => {
      const start = this.startBy(index, facts);
      if (start !== undefined) starts.push(start);
      const found = this.switchBy(call, facts);
      if (found !== undefined) switches.push(found);
    });
    const found = { starts, switches, arrivals: this.#arrivalsOf(starts, switches) };
    this.#found.set(facts.uri, found);
    return found;
  }

  #arrivalsOf(starts: readonly Start[], switches: readonly Switch[]): Arrivals {
    const arrivals: Arrivals = { starts: new Map(), switches: new Map() };
    for (const start of starts) {
      for (const run of start.runs) add(arrivals.starts, keyOf(run), [start]);
    }
    for (const each of switches) {
      const runs = each.targets.flatMap(target => this.runsOf(target));
      for (const run of new Set(runs.map(keyOf))) add(arrivals.switches, run, [each]);
    }
    return arrivals;
  }

  #arrivalsAt({ uri }: ModuleFacts): Arrivals {
    const known = this.#arrivals.get(uri);
    if (known !== undefined) return known;
    const all: Arrivals = { starts: new Map(), switches: new Map() };
    const files = Array.from(this.#program.files, facts => ({ facts, found: this.#of(facts) }));
    // Who has a function of the file has looked for it there.
    const askers = this.#evaluator.withAskers(uri);
    for (const { facts, found } of files) {
      if (!askers.has(facts.uri)) continue;
      for (const [run, starts] of found.arrivals.starts) add(all.starts, run, starts);
      for (const [run, switches] of found.arrivals.switches) add(all.switches, run, switches);
    }
    this.#arrivals.set(uri, all);
    return all;
  }

  #isGreenlet(value: Value): boolean {
    if (value.kind === 'instance') {
      return this.#evaluator.greenletClassOf(value.facts, value.scope) !== undefined;
    }
    return value.kind === 'greenlet' || value.kind === 'current' || value.kind === 'parent';
  }
}

function add<Item>(lists: Map<string, Item[]>, key: string, items: readonly Item[]): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [...items]);
  else list.push(...items);
}
