import type { RegionChange } from '../facts/fileFacts.ts';
import type { Call, ModuleFacts, Scope } from '../facts/moduleFacts.ts';
import { absoluteName, lastName } from '../facts/moduleNames.ts';
import type { Origin } from '../facts/origin.ts';
import type { Term } from '../facts/terms.ts';
import { canonicalName, GREENLET_CLASSES, type Starter, starterOf } from './library.ts';
import { Memory } from './memory.ts';
import { callAt, scopeAt, unique, type Value } from './values.ts';

/** Where modules are found. */
export interface Modules {
  /** @param name dotted, with dots before it when it is relative to `from`. */
  find(name: string, from: ModuleFacts): ModuleFacts | undefined;
}

/** How deep a value is looked for; beyond that it is unknown. */
const DEPTH = 24;

/** How many values something can have; with more, it might be anything. */
const BREADTH = 200;

/** Methods of containers that give what is in them; a container is taken for its elements. */
const ELEMENT_METHODS = new Set(['pop', 'popleft', 'popitem', 'get', 'values', 'items', 'copy']);

/** Functions that give what they are given, or what is in it. */
const PASSING = new Set(
  ['list', 'tuple', 'set', 'sorted', 'reversed', 'iter', 'next', 'enumerate', 'zip', 'filter']
    .map(name => `builtins.${name}`)
    .concat('collections.deque', 'typing.cast'),
);

/**
 * Finds what terms may stand for, in this file and those that it imports from. The order of
 * statements is not looked at: a name is all that is ever bound to it. What is found is
 * remembered until a statement that it came from is to be forgotten.
 */
export class Evaluator {
  readonly #modules: Modules;
  readonly #memory = new Memory();
  #depth = 0;

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  /** Forgets what hangs on what has changed in a file. @returns the statements that did. */
  forgetChange(facts: ModuleFacts, change: RegionChange): Set<Origin> {
    return this.#memory.forgetChange(facts, change);
  }

  /** Forgets what hangs on which modules there are of a last name. @returns the statements that did. */
  forgetModule(name: string): Set<Origin> {
    return this.#memory.forgetModule(name);
  }

  /** Does something whose answer somebody keeps until a statement is told to be forgotten. */
  during<Answer>(origin: Origin, find: () => Answer): Answer {
    return this.#memory.during(origin, find);
  }

  /** What a term may stand for; nothing when that is not known, or could be anything. */
  evaluate(term: Term, facts: ModuleFacts): Value[] {
    if (this.#depth > DEPTH) return [];
    this.#depth++;
    const values = unique(this.#evaluate(term, facts));
    this.#depth--;
    return values.length > BREADTH ? [] : values;
  }

  /** What a call may call. */
  calleesOf(call: Call, facts: ModuleFacts): Value[] {
    return this.#memory.inStatement(call.origin, call, () => this.evaluate(call.callee, facts));
  }

  /** The dotted name under which a library has what is called. */
  libraryNameOf(call: Call, facts: ModuleFacts): string | undefined {
    for (const value of this.calleesOf(call, facts)) {
      const name = this.#nameOf(value);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  /** How a call makes a greenlet, if it does. */
  starterOf(call: Call, facts: ModuleFacts): Starter | undefined {
    for (const value of this.calleesOf(call, facts)) {
      const name = this.#nameOf(value);
      const starter = name === undefined ? undefined : starterOf(name);
      if (starter !== undefined) return starter;
      if (value.kind === 'class') return this.greenletClassOf(value.facts, value.scope)?.starter;
    }
    return undefined;
  }

  /** The functions that a greenlet runs which a call makes. */
  runsOf(call: Call, facts: ModuleFacts): Value[] {
    const starter = this.starterOf(call, facts);
    if (starter === undefined) return [];
    const own = this.calleesOf(call, facts).flatMap(value =>
      value.kind === 'class' ? this.#member(value.facts, value.scope, 'run') : [],
    );
    if (own.length > 0) return own;
    const given = call.args[starter.run] ?? call.keywords.get('run');
    return given === undefined ? [] : this.evaluate(given, facts).filter(isRunnable);
  }

  /** The library's class that a class of the program derives from, if its objects are greenlets. */
  greenletClassOf(
    facts: ModuleFacts,
    scope: number,
  ): { name: string; starter: Starter } | undefined {
    for (const base of this.#ancestors(facts, scope)) {
      const starter = base.kind === 'library' ? GREENLET_CLASSES.get(base.name) : undefined;
      if (base.kind === 'library' && starter !== undefined) return { name: base.name, starter };
    }
    return undefined;
  }

  #evaluate(term: Term, facts: ModuleFacts): Value[] {
    switch (term.kind) {
      case 'name':
        return this.#lookUp(term.name, term.scope, facts);
      case 'attribute':
        return this.evaluate(term.of, facts).flatMap(value => this.#attribute(value, term.name));
      case 'call':
        return this.#result(term.call, facts);
      case 'function':
      case 'class':
        return [{ kind: term.kind, facts, scope: term.scope }];
      case 'module':
        return this.#module(term.name, facts);
      case 'member':
        return this.#moduleMember(term.module, term.name, facts);
      case 'parameter':
        return this.#parameter(term.scope, term.index, facts);
      case 'instance':
        return this.evaluate(term.of, facts).flatMap(instanceOf);
      case 'choice':
        return term.of.flatMap(each => this.evaluate(each, facts));
      case 'unknown':
        return [];
    }
  }

  #lookUp(name: string, scope: number, facts: ModuleFacts): Value[] {
    const find = (): Value[] => {
      const terms = this.#bindingsOf(name, scope, facts);
      return terms === undefined
        ? this.#starImports(name, facts)
        : terms.flatMap(term => this.evaluate(term, facts));
    };
    const { origin } = scopeAt(facts, scope);
    return origin === undefined
      ? this.#memory.ofModule(facts, name, find)
      : this.#memory.inStatement(origin, `${scope} ${name}`, find);
  }

  /** What is bound to a name that is looked up in a scope; undefined when it is nothing here. */
  #bindingsOf(name: string, from: number, facts: ModuleFacts): Term[] | undefined {
    for (let at: number | undefined = from; at !== undefined; ) {
      if (at === 0) this.#memory.lookAtName(facts, name);
      const scope: Scope = scopeAt(facts, at);
      const bindings = scope.bindings.get(name);
      // The names of a class are none for its methods.
      const isSeen = scope.kind !== 'class' || at === from;
      if (bindings !== undefined && isSeen && !scope.foreignNames.has(name)) return bindings;
      at = scope.parent;
    }
    return undefined;
  }

  #starImports(name: string, facts: ModuleFacts): Value[] {
    this.#memory.lookAtName(facts, '*');
    for (const term of scopeAt(facts, 0).bindings.get('*') ?? []) {
      if (term.kind !== 'member') continue;
      const values = this.#moduleMember(term.module, name, facts);
      if (values.some(({ kind }) => kind !== 'library')) return values;
    }
    return [{ kind: 'library', name: `builtins.${name}` }];
  }

  #module(name: string, from: ModuleFacts): Value[] {
    const facts = this.#find(name, from);
    if (facts !== undefined) return [{ kind: 'module', facts }];
    return name.startsWith('.') ? [] : [{ kind: 'library', name: canonicalName(name) }];
  }

  #moduleMember(module: string, name: string, from: ModuleFacts): Value[] {
    const facts = this.#find(module, from);
    if (facts === undefined || facts === from) {
      const inside = `${module}${module.endsWith('.') ? '' : '.'}${name}`;
      return this.#module(inside, from);
    }
    return this.#ofModule(facts, name);
  }

  #find(name: string, from: ModuleFacts): ModuleFacts | undefined {
    this.#memory.lookForModule(lastName(absoluteName(name, from)));
    return this.#modules.find(name, from);
  }

  #ofModule(facts: ModuleFacts, name: string): Value[] {
    this.#memory.lookAtName(facts, name);
    if (scopeAt(facts, 0).bindings.has(name)) return this.#lookUp(name, 0, facts);
    return this.#module(`.${name}`, facts).filter(({ kind }) => kind === 'module');
  }

  #attribute(value: Value, name: string): Value[] {
    switch (value.kind) {
      case 'module':
        return this.#ofModule(value.facts, name);
      case 'library':
        return [{ kind: 'library', name: canonicalName(`${value.name}.${name}`) }];
      case 'class':
        return this.#member(value.facts, value.scope, name);
      case 'instance': {
        const found = this.#member(value.facts, value.scope, name);
        if (found.length > 0) return found;
        return this.greenletClassOf(value.facts, value.scope) === undefined
          ? []
          : [greenletMember(value, name)];
      }
      case 'object':
        return [{ kind: 'library', name: canonicalName(`${value.of}.${name}`) }];
      case 'greenlet': {
        const call = callAt(value.facts, value.call);
        const own = this.calleesOf(call, value.facts).flatMap(callee =>
          callee.kind === 'class' ? this.#member(callee.facts, callee.scope, name) : [],
        );
        return own.length > 0 ? own : [greenletMember(value, name)];
      }
      case 'current':
      case 'parent':
        return [greenletMember(value, name)];
      case 'function':
      case 'method':
        return [];
    }
  }

  /** What a class, or one that it derives from, has under a name, or stores in its objects. */
  #member(facts: ModuleFacts, scope: number, name: string): Value[] {
    const classes: Value[] = [{ kind: 'class', facts, scope }, ...this.#ancestors(facts, scope)];
    for (const each of classes) {
      if (each.kind !== 'class') continue;
      const { bindings, attributes, origin } = scopeAt(each.facts, each.scope);
      this.#memory.lookAt(origin);
      const terms = [...(bindings.get(name) ?? []), ...(attributes.get(name) ?? [])];
      if (terms.length === 0 || origin === undefined) continue;
      return this.#memory.inStatement(origin, `${each.scope} .${name}`, () =>
        terms.flatMap(term => this.evaluate(term, each.facts)),
      );
    }
    return [];
  }

  /** The classes that a class derives from, each after those that are nearer. */
  #ancestors(facts: ModuleFacts, scope: number): Value[] {
    const { origin, bases } = scopeAt(facts, scope);
    if (origin === undefined) return [];
    return this.#memory.inStatement(origin, `${scope} bases of`, () =>
      bases.flatMap(base =>
        this.evaluate(base, facts).flatMap(value =>
          value.kind === 'class' ? [value, ...this.#ancestors(value.facts, value.scope)] : [value],
        ),
      ),
    );
  }

  #result(index: number, facts: ModuleFacts): Value[] {
    const call = callAt(facts, index);
    return this.#memory.inStatement(call.origin, index, () => this.#returned(call, facts));
  }

  #returned(call: Call, facts: ModuleFacts): Value[] {
    if (this.starterOf(call, facts) !== undefined)
      return [{ kind: 'greenlet', facts, call: call.number }];
    const { callee, name, args } = call;
    if (callee.kind === 'attribute' && ELEMENT_METHODS.has(name)) {
      const elements = this.evaluate(callee.of, facts).filter(isPossibleElement);
      if (elements.length > 0) return elements;
    }
    return this.calleesOf(call, facts).flatMap((value): Value[] => {
      switch (value.kind) {
        case 'class':
          return [{ ...value, kind: 'instance' }];
        case 'function': {
          const { returns, origin } = scopeAt(value.facts, value.scope);
          this.#memory.lookAt(origin);
          return returns.flatMap(term => this.evaluate(term, value.facts));
        }
        case 'library':
          if (value.name === 'greenlet.getcurrent') {
            return [{ kind: 'current', facts, scope: call.scope }];
          }
          if (PASSING.has(value.name)) return args.flatMap(arg => this.evaluate(arg, facts));
          return instanceOf(value);
        default:
          return [];
      }
    });
  }

  #parameter(scope: number, index: number, facts: ModuleFacts): Value[] {
    const { parent, name, kind, decorators } = scopeAt(facts, scope);
    const around = parent === undefined ? undefined : scopeAt(facts, parent);
    const isMethod = around?.kind === 'class' && !decorators.some(isStatic);
    if (isMethod && index === 0 && parent !== undefined) {
      return [{ kind: 'instance', facts, scope: parent }];
    }
    if (kind === 'lambda') return [];
    const lastName = name.split('.').at(-1) ?? name;
    const calledName = lastName === '__init__' ? around?.name.split('.').at(-1) : lastName;
    const calls = this.#memory.callsNamed(calledName ?? lastName, facts);
    return calls.flatMap(call => {
      const term = call.args[isMethod ? index - 1 : index];
      return term === undefined ? [] : this.evaluate(term, facts);
    });
  }

  #nameOf(value: Value): string | undefined {
    if (value.kind === 'library') return value.name;
    if (value.kind !== 'method' || value.of.kind !== 'instance') return undefined;
    const base = this.greenletClassOf(value.of.facts, value.of.scope);
    return base && `${base.name}.${value.name}`;
  }
}

function greenletMember(of: Value, name: string): Value {
  return name === 'parent' ? { kind: 'parent', of } : { kind: 'method', of, name };
}

function instanceOf(value: Value): Value[] {
  if (value.kind === 'class') return [{ ...value, kind: 'instance' }];
  if (value.kind !== 'library') return [];
  // Classes are spelt so; a function of a library returns what nobody knows.
  const last = value.name.split('.').at(-1) ?? '';
  return /^[A-Z]/.test(last) ? [{ kind: 'object', of: value.name }] : [];
}

function isStatic(term: Term): boolean {
  return term.kind === 'name' && term.name === 'staticmethod';
}

function isRunnable(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'method' || value.kind === 'library';
}

function isPossibleElement({ kind }: Value): boolean {
  return kind === 'greenlet' || kind === 'instance' || kind === 'function' || kind === 'current';
}
