import type { SyntaxNode } from '@lezer/common';
import {
  argumentsOf,
  childNamed,
  childrenOf,
  elementsOf,
  type Parameter,
  parametersOf,
} from '../syntax/nodes.ts';
import { CallTerm, NameTerm, ParameterTerm, ScopeTerm } from './movingTerms.ts';
import { NotedCall, NotedRead, NotedStore } from './noted.ts';
import type { Place } from './place.ts';
import type { ReadingNotes } from './readingNotes.ts';
import { choice, type Term, UNKNOWN } from './terms.ts';

/** How much of the arguments of a call is kept, in characters. */
const ARGUMENTS_SHOWN = 60;

/** What puts a value into a container. */
const INSERTING = new Set(['append', 'appendleft', 'add', 'insert', 'extend', 'put']);

/** Attributes whose stores change what a greenlet runs, or where it ends. */
const STORED = new Set(['parent', 'run']);

/** What most calls have, made once: there are many of them. */
const NO_TERMS: ReadonlyMap<string, Term> = new Map();
const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/** Notes what the expressions of a file say. */
export class ExpressionReader {
  readonly #notes: ReadingNotes;

  constructor(notes: ReadingNotes) {
    this.#notes = notes;
  }

  /** Notes what a target of an assignment gets. */
  bind(target: SyntaxNode, term: Term, place: Place): void {
    const { ownScope: scope } = place;
    if (target.name === 'VariableName') {
      this.#notes.table.bind(scope, this.#notes.textOf(target), term);
    } else if (target.name === 'MemberExpression') {
      const [object, operator, member] = childrenOf(target);
      if (object === undefined) return;
      const of = this.term(object, place);
      if (operator?.name === '.' && member !== undefined) {
        const name = this.#notes.textOf(member);
        if (STORED.has(name))
          this.#notes.stores.push(new NotedStore(place, { of, name, value: term }));
        this.#notes.table.store(scope, this.#notes.textOf(object), name, term);
      } else {
        // An item: a container is what is in it.
        this.terms(childrenOf(target).slice(1), place);
        this.#grow(object, term, place);
      }
    } else {
      for (const element of elementsOf(target)) this.bind(element, term, place);
    }
  }

  /** Notes that something is put into a container, which is taken for what is in it. */
  #grow(container: SyntaxNode, term: Term, place: Place): void {
    if (term.kind === 'unknown') return;
    if (container.name === 'VariableName') {
      this.#notes.table.grow(place.ownScope, this.#notes.textOf(container), term);
    } else if (container.name === 'MemberExpression') {
      const [object, operator, member] = childrenOf(container);
      if (object === undefined || operator?.name !== '.' || member === undefined) return;
      this.#notes.table.store(
        place.ownScope,
        this.#notes.textOf(object),
        this.#notes.textOf(member),
        term,
      );
    }
  }

  /** Binds the parameters of a function to what is known of them without its calls. */
  parameters(parameters: readonly Parameter[], scope: number, place: Place): void {
    parameters.forEach(({ name, annotation, fallback }, index) => {
      const known: Term[] = [new ParameterTerm(this.#notes.origin, scope, index)];
      if (fallback !== undefined) known.push(this.term(fallback, place));
      if (annotation !== undefined) known.push(this.annotation(annotation, place));
      this.#notes.table.bind(scope, this.#notes.textOf(name), choice(known));
    });
  }

  /** What an annotation says of a value. */
  annotation(node: SyntaxNode, place: Place): Term {
    // `list[Greenlet]` and `Greenlet | None` hold the same.
    if (node.name === 'BinaryExpression' || node.name === 'MemberExpression') {
      const isItem = childNamed(node, '[') !== null || node.name === 'BinaryExpression';
      if (isItem) return choice(elementsOf(node).map(part => this.annotation(part, place)));
    }
    if (node.name === 'String') {
      const path = this.#notes.textOf(node).slice(1, -1);
      return /^[\w.]+$/.test(path)
        ? { kind: 'instance', of: this.dotted(path, place.ownScope) }
        : UNKNOWN;
    }
    const of = this.term(node, place);
    return of.kind === 'unknown' ? UNKNOWN : { kind: 'instance', of };
  }

  /** What some expressions say, each by itself. */
  terms(nodes: readonly SyntaxNode[], place: Place): Term[] {
    return nodes.map(node => this.term(node, place));
  }

  /** What an expression says; what is in it is noted. */
  term(node: SyntaxNode, place: Place, use: { assignedTo?: string | undefined } = {}): Term {
    switch (node.name) {
      case 'VariableName': {
        const name = this.#notes.textOf(node);
        this.#notes.read(name, place.ownScope);
        return new NameTerm(this.#notes.origin, name, place.ownScope);
      }
      case 'MemberExpression':
        return this.#member(node, place);
      case 'CallExpression':
        return this.#call(node, place, use.assignedTo);
      case 'AwaitExpression': {
        const value = node.lastChild;
        return value === null ? UNKNOWN : this.term(value, place, use);
      }
      case 'ParenthesizedExpression':
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'SetExpression':
      case 'DictionaryExpression':
        return choice(this.terms(elementsOf(node), place));
      case 'ConditionalExpression':
        return choice(this.terms(elementsOf(node), place.with({ isConditional: true })));
      case 'ArrayComprehensionExpression':
      case 'SetComprehensionExpression':
      case 'DictionaryComprehensionExpression':
      case 'ComprehensionExpression':
        return this.#comprehension(node, place);
      case 'NamedExpression': {
        const [target, , value] = childrenOf(node);
        if (target === undefined || value === undefined) return UNKNOWN;
        const term = this.term(value, place, { assignedTo: this.#notes.textOf(target) });
        this.bind(target, term, place);
        return term;
      }
      case 'LambdaExpression':
        return this.#lambda(node, place);
      case 'BinaryExpression': {
        const terms = this.terms(elementsOf(node), place);
        const operator = node.firstChild?.nextSibling?.name;
        return operator === 'or' || operator === 'and' ? choice(terms) : UNKNOWN;
      }
      case 'YieldExpression':
      case 'YieldStatement':
        this.#notes.table.at(place.ownScope).isGenerator = true;
    }
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      this.term(child, place);
    }
    return UNKNOWN;
  }

  #member(node: SyntaxNode, place: Place): Term {
    const object = node.firstChild;
    const member = node.lastChild;
    if (object === null || member === null) return UNKNOWN;
    const of = this.term(object, place);
    if (member.name !== 'PropertyName') {
      this.terms(childrenOf(node).slice(1), place);
      return of;
    }
    const name = this.#notes.textOf(member);
    if (!this.#notes.leavesOutReads) {
      this.#notes.attributeReads.push(new NotedRead(place, node, member, { of, name }));
    }
    return { kind: 'attribute', of, name };
  }

  #comprehension(node: SyntaxNode, place: Place): Term {
    const children = elementsOf(node);
    const at = children.findIndex(({ name }) => name === 'for');
    // The loops first: they bind what the element is made of.
    for (let index = at; index < children.length; index++) {
      const child = children[index] as SyntaxNode;
      if (child.name === 'in') {
        const of = this.term(children[index + 1] ?? child, place);
        for (let target = index - 1; children[target]?.name !== 'for' && target > at; target--) {
          this.bind(children[target] as SyntaxNode, of, place);
        }
        index++;
      } else if (child.prevSibling?.name === 'if') {
        this.term(child, place);
      }
    }
    const inLoop = place.with({ isConditional: true, isInLoop: true });
    return choice(this.terms(children.slice(0, at), inLoop));
  }

  #lambda(node: SyntaxNode, place: Place): Term {
    const parameters = parametersOf(childNamed(node, 'ParamList'));
    const scope = this.#notes.table.open(
      {
        kind: 'lambda',
        name: '<lambda>',
        span: node,
        nameSpan: node.firstChild ?? node,
        parameters: parameters.map(({ name }) => this.#notes.textOf(name)),
      },
      place.ownScope,
    );
    this.parameters(parameters, scope, place);
    const body = node.lastChild;
    if (body !== null) {
      const returned = this.term(body, place.inside(scope));
      this.#notes.table.at(scope).returns.push(returned);
    }
    return new ScopeTerm(this.#notes.origin, 'function', scope);
  }

  #call(node: SyntaxNode, place: Place, assignedTo: string | undefined): Term {
    const calleeNode = node.firstChild;
    const list = childNamed(node, 'ArgList');
    if (calleeNode === null) return UNKNOWN;
    const callee = this.term(calleeNode, place);
    const given = this.arguments(list, place);
    const nameNode = calleeNode.name === 'MemberExpression' ? calleeNode.lastChild : calleeNode;
    const name = this.#notes.textOf(nameNode ?? calleeNode);
    const isAwaited = node.parent?.name === 'AwaitExpression';
    const whole = isAwaited ? node.parent : node;
    const own = this.#notes.calls.length;
    this.#notes.calls.push(
      new NotedCall(place, own, node, nameNode ?? calleeNode, {
        callee,
        name,
        ...given,
        argumentText: shortened(list === null ? '' : this.#notes.textOf(list).slice(1, -1)),
        isAwaited,
        isStatement: whole?.parent?.name === 'ExpressionStatement',
        assignedTo,
      }),
    );
    if (INSERTING.has(name) && calleeNode.name === 'MemberExpression') {
      const container = calleeNode.firstChild;
      if (container !== null) this.#grow(container, choice(given.args), place);
    }
    return new CallTerm(this.#notes.origin, own);
  }

  /** What the arguments of a call, or of a decorator, say. */
  arguments(list: SyntaxNode | null, place: Place) {
    const args: Term[] = [];
    let keywords = NO_TERMS;
    let keywordTexts = NO_TEXTS;
    let isUnpacked = false;
    for (const { keyword, isUnpacked: isMany, value } of argumentsOf(list)) {
      const term = this.term(value, place);
      if (isMany) isUnpacked = true;
      else if (keyword === undefined) args.push(term);
      else {
        const name = this.#notes.textOf(keyword);
        const written = shortened(this.#notes.textOf(value));
        keywords = new Map([...keywords, [name, term]]);
        keywordTexts = new Map([...keywordTexts, [name, written]]);
      }
    }
    // What is pushed to has room for more; a copy has not.
    return { args: args.slice(), keywords, keywordTexts, isUnpacked };
  }

  /** What a dotted name says that is looked up in a scope. */
  dotted(path: string, scope: number): Term {
    const [first = '', ...members] = path.split('.');
    let term: Term = new NameTerm(this.#notes.origin, first, scope);
    this.#notes.read(first, scope);
    for (const name of members) term = { kind: 'attribute', of: term, name };
    return term;
  }
}

function shortened(text: string): string {
  if (text.length <= ARGUMENTS_SHOWN && !/\s\s|\n/.test(text)) return text;
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > ARGUMENTS_SHOWN ? `${line.slice(0, ARGUMENTS_SHOWN - 1)}…` : line;
}
