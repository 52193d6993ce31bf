import type { SyntaxNode } from '@lezer/common';
import {
  argumentsOf,
  childNamed,
  childrenOf,
  dividedBy,
  elementsOf,
  parametersOf,
} from '../syntax/nodes.ts';
import { ExpressionReader } from './expressionReader.ts';
import { ScopeTerm } from './movingTerms.ts';
import { NotedHandler, NotedImport } from './noted.ts';
import { MovingSpan } from './origin.ts';
import type { Place } from './place.ts';
import type { ReadingNotes } from './readingNotes.ts';
import { choice, type Term, UNKNOWN } from './terms.ts';

const EVERYTHING = ['*'];

/** The exceptions that catch GreenletExit; no name catches it, too. */
const BROAD = new Set(['BaseException', 'GreenletExit', '*']);

/** What ends a clause, and with it the loop around it. */
const LEAVES = new Set(['RaiseStatement', 'ReturnStatement', 'BreakStatement']);

/** Whether a node is a statement, or some in a line. */
export function isStatement({ name }: SyntaxNode): boolean {
  return name.endsWith('Statement') || name.endsWith('Definition') || name === 'StatementGroup';
}

/** Walks once through the tree of a statement, and notes what it says. */
export class StatementReader {
  readonly #notes: ReadingNotes;
  readonly #expressions: ExpressionReader;

  constructor(notes: ReadingNotes) {
    this.#notes = notes;
    this.#expressions = new ExpressionReader(notes);
  }

  /** Reads a statement, or each of some in a line. @param place is that of its block. */
  read(node: SyntaxNode, place: Place): void {
    if (node.name === 'StatementGroup') this.#statements(node, place);
    else this.#statement(node, place.with({}, new MovingSpan(place.origin, node)));
  }

  #block(node: SyntaxNode, place: Place): void {
    this.#statements(node, place.with({ block: node.from }));
  }

  #statements(node: SyntaxNode, place: Place): void {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (isStatement(child)) this.read(child, place);
    }
  }

  #statement(node: SyntaxNode, place: Place): void {
    switch (node.name) {
      case 'ImportStatement':
        this.#import(node, place);
        return;
      case 'AssignStatement':
        this.#assignment(node, place);
        return;
      case 'FunctionDefinition':
        this.#function(node, place, []);
        return;
      case 'ClassDefinition':
        this.#class(node, place, []);
        return;
      case 'DecoratedStatement':
        this.#decorated(node, place);
        return;
      case 'ForStatement':
        this.#for(node, place);
        return;
      case 'WhileStatement':
        this.#parts(node, place.with({ isConditional: true, isInLoop: true }));
        return;
      case 'IfStatement':
      case 'MatchStatement':
        this.#parts(node, place.with({ isConditional: true }));
        return;
      case 'TryStatement':
        this.#try(node, place);
        return;
      case 'WithStatement':
        this.#with(node, place);
        return;
      case 'ScopeStatement': {
        for (const name of childrenOf(node)) {
          if (name.name !== 'VariableName') continue;
          this.#notes.table.declareForeign(place.ownScope, this.#notes.textOf(name));
        }
        return;
      }
      case 'ReturnStatement': {
        const term = choice(elementsOf(node).map(value => this.#expressions.term(value, place)));
        this.#notes.table.at(place.ownScope).returns.push(term);
        return;
      }
      default:
        this.#parts(node, place);
    }
  }

  /** Reads the expressions and the bodies of a statement. */
  #parts(node: SyntaxNode, place: Place): void {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name === 'Body' || child.name === 'MatchBody' || child.name === 'MatchClause') {
        if (child.name === 'Body') this.#block(child, place);
        else this.#parts(child, place);
      } else if (child.name.endsWith('Pattern')) {
        this.#pattern(child, place);
      } else {
        this.#expressions.term(child, place);
      }
    }
  }

  #pattern(node: SyntaxNode, place: Place): void {
    if (node.name === 'CapturePattern') {
      this.#notes.table.bind(place.ownScope, this.#notes.textOf(node), UNKNOWN);
    }
    for (const child of childrenOf(node)) this.#pattern(child, place);
  }

  #import(node: SyntaxNode, place: Place): void {
    const children = childrenOf(node).filter(({ name }) => name !== '(' && name !== ')');
    const isFrom = children[0]?.name === 'from';
    const at = children.findIndex(({ name }) => name === 'import');
    const module = isFrom ? this.#notes.joined(children.slice(1, at)) : undefined;
    for (const group of dividedBy(',', children.slice(at + 1))) {
      const [first] = group;
      if (first === undefined) continue;
      const [named = [], alias] = dividedBy('as', group);
      const name = this.#notes.joined(named);
      const bound = alias?.[0] === undefined ? undefined : this.#notes.textOf(alias[0]);
      // `import a.b` binds `a`, and `import a.b as c` the module within.
      const term: Term =
        module !== undefined
          ? { kind: 'member', module, name }
          : { kind: 'module', name: bound === undefined ? (name.split('.')[0] ?? name) : name };
      const boundName = bound ?? (module === undefined ? (name.split('.')[0] ?? name) : name);
      const span = { from: first.from, to: named.at(-1)?.to ?? first.to };
      const member = module === undefined ? undefined : name;
      this.#notes.imports.push(
        new NotedImport(place, span, { module: module ?? name, member, boundName }),
      );
      this.#notes.table.bind(place.ownScope, boundName, term);
    }
  }

  #assignment(node: SyntaxNode, place: Place): void {
    const children = childrenOf(node);
    const annotation = children.find(({ name }) => name === 'TypeDef')?.lastChild ?? undefined;
    const groups = dividedBy(
      'AssignOp',
      children.filter(({ name }) => name !== 'TypeDef'),
    ).map(group => group.filter(({ name }) => name !== ','));
    const targets = groups.length > 1 ? groups.slice(0, -1) : groups;
    const values = groups.length > 1 ? (groups.at(-1) ?? []) : [];
    const annotated = annotation && this.#expressions.annotation(annotation, place);
    const first = targets[0]?.[0];
    const isSingle = targets.length === 1 && targets[0]?.length === 1 && values.length === 1;
    const name = isSingle && first?.name === 'VariableName' ? this.#notes.textOf(first) : undefined;
    const terms = values.map(value => this.#expressions.term(value, place, { assignedTo: name }));
    for (const group of targets) {
      group.forEach((target, index) => {
        const paired = group.length === terms.length ? terms[index] : choice(terms);
        const known = annotated === undefined ? [] : [annotated];
        this.#expressions.bind(target, choice([paired ?? UNKNOWN, ...known]), place);
      });
    }
  }

  #decorated(node: SyntaxNode, place: Place): void {
    const decorators = childrenOf(node).flatMap(decorator => {
      if (decorator.name !== 'Decorator') return [];
      const [, ...parts] = childrenOf(decorator);
      const list = childNamed(decorator, 'ArgList');
      this.#expressions.arguments(list, place);
      const path = this.#notes.joined(parts.filter(({ name }) => name !== 'ArgList'));
      return this.#expressions.dotted(path, place.ownScope);
    });
    const last = node.lastChild;
    if (last?.name === 'FunctionDefinition') this.#function(last, place, decorators);
    if (last?.name === 'ClassDefinition') this.#class(last, place, decorators);
  }

  #function(node: SyntaxNode, place: Place, decorators: readonly Term[]): void {
    const nameNode = childNamed(node, 'VariableName') ?? node;
    const name = this.#notes.textOf(nameNode);
    const parameters = parametersOf(childNamed(node, 'ParamList'));
    const scope = this.#notes.table.open(
      {
        kind: 'function',
        name,
        span: node,
        nameSpan: nameNode,
        isAsync: node.firstChild?.name === 'async',
        parameters: parameters.map(parameter => this.#notes.textOf(parameter.name)),
        decorators,
      },
      place.ownScope,
    );
    this.#notes.table.bind(place.ownScope, name, new ScopeTerm(place.origin, 'function', scope));
    this.#expressions.parameters(parameters, scope, place);
    const body = childNamed(node, 'Body');
    if (body !== null) this.#block(body, place.inside(scope));
  }

  #class(node: SyntaxNode, place: Place, decorators: readonly Term[]): void {
    const nameNode = childNamed(node, 'VariableName') ?? node;
    const name = this.#notes.textOf(nameNode);
    const bases = argumentsOf(childNamed(node, 'ArgList'))
      .filter(({ keyword }) => keyword === undefined)
      .map(({ value }) => this.#expressions.term(value, place));
    const scope = this.#notes.table.open(
      { kind: 'class', name, span: node, nameSpan: nameNode, bases, decorators },
      place.ownScope,
    );
    this.#notes.table.bind(place.ownScope, name, new ScopeTerm(place.origin, 'class', scope));
    const body = childNamed(node, 'Body');
    if (body !== null) this.#block(body, place.with({ scope }));
  }

  #for(node: SyntaxNode, place: Place): void {
    const children = childrenOf(node);
    const at = children.findIndex(({ name }) => name === 'in');
    const body = children.findIndex(({ name }) => name === 'Body');
    const of = choice(this.#expressions.terms(children.slice(at + 1, body), place));
    const loop = place.with({ isConditional: true, isInLoop: true });
    for (const target of children.slice(1, at)) this.#expressions.bind(target, of, place);
    for (const part of children.slice(body)) {
      if (part.name === 'Body') this.#block(part, loop);
    }
  }

  #with(node: SyntaxNode, place: Place): void {
    let value: Term = UNKNOWN;
    for (const child of childrenOf(node)) {
      if (child.name === 'Body') this.#block(child, place);
      else if (child.prevSibling?.name === 'as') this.#expressions.bind(child, value, place);
      else value = this.#expressions.term(child, place);
    }
  }

  #try(node: SyntaxNode, place: Place): void {
    const children = childrenOf(node);
    const clauses = this.#clausesOf(children);
    const caught = [...place.caught, ...clauses.flatMap(({ caughtNames }) => caughtNames)];
    const tried = children.find(({ name }) => name === 'Body');
    if (tried !== undefined) this.#block(tried, place.with({ caught }));
    let handlesExit = false;
    for (const { start, caughtNames, types, variable, body } of clauses) {
      this.#expressions.terms(types, place);
      if (variable !== undefined)
        this.#notes.table.bind(place.ownScope, this.#notes.textOf(variable), UNKNOWN);
      const isBroad = caughtNames.some(name => BROAD.has(name));
      if (isBroad && !handlesExit && tried !== undefined) {
        const end = variable ?? types.at(-1) ?? start;
        this.#notes.broadHandlers.push(
          new NotedHandler(place, { from: start.from, to: end.to }, tried, {
            caughtName: types[0] && this.#notes.textOf(types[0]),
            isLeft: body !== undefined && leaves(body),
          }),
        );
      }
      handlesExit ||= isBroad;
      if (body !== undefined) this.#block(body, place.with({ isConditional: true }));
    }
    const handlerBodies = new Set(clauses.map(({ body }) => body?.from));
    for (const child of children) {
      if (child.name !== 'Body' || child.from === tried?.from) continue;
      if (!handlerBodies.has(child.from)) this.#block(child, place);
    }
  }

  #clausesOf(children: readonly SyntaxNode[]) {
    return children.flatMap((start, index) => {
      if (start.name !== 'except') return [];
      const rest = children.slice(index + 1);
      const body = rest.find(({ name }) => name === 'Body');
      const head = rest.slice(0, body === undefined ? 0 : rest.indexOf(body));
      const [types = [], names = []] = dividedBy('as', head);
      const named = types.filter(({ name }) => name !== '*' && name !== ',');
      const caughtNames =
        named.length === 0
          ? EVERYTHING
          : named
              .flatMap(type => (type.name === 'TupleExpression' ? elementsOf(type) : [type]))
              .map(type => this.#notes.textOf(type).split('.').at(-1) ?? '');
      return [{ start, body, caughtNames, types: named, variable: names[0] }];
    });
  }
}

/** Whether a clause may end by itself what an exception was to end. */
function leaves(node: SyntaxNode): boolean {
  if (LEAVES.has(node.name)) return true;
  if (node.name === 'FunctionDefinition' || node.name === 'LambdaExpression') return false;
  return childrenOf(node).some(leaves);
}
