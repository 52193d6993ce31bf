import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { isKeyword } from '../pythonExpression.ts';

/** Where a variable is named in a text, by offsets. */
export interface NamedVariable {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

const FUNCTION = 'FunctionDefinition';
const CLASS = 'ClassDefinition';

/** What has variables of its own, which a frame around it does not have. */
const SCOPES = new Set([FUNCTION, CLASS, 'LambdaExpression']);

/** What may stand around a target of an assignment. */
const GROUPS = new Set(['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression']);

/** What is assigned to it nobody wants to see. */
const NOBODY = '_';

/**
 * Where the variables of a frame that has stopped are named, up to the line at which it has: those
 * that its function, or the functions around it, assign. Names of modules, functions and classes,
 * whose values say nothing that the text does not, are left out. Each counts once in a line.
 *
 * @param stop an offset in the line, behind its indentation.
 */
export function variablesBefore(source: string, stop: number): NamedVariable[] {
  const scope = scopeAt(parser.parse(source).resolveInner(stop, 1));
  const names = namesSeenIn(scope, source);
  const lineEnd = source.indexOf('\n', stop);
  const end = lineEnd === -1 ? source.length : lineEnd;
  const found: NamedVariable[] = [];
  let line = { start: 0, names: new Set<string>() };
  visitNames(scope, new Set(), source, ({ from, to }, isHidden) => {
    const name = source.slice(from, to);
    if (from >= end || isHidden(name) || !names.has(name)) return;
    const start = source.lastIndexOf('\n', from) + 1;
    if (start !== line.start) line = { start, names: new Set() };
    if (line.names.has(name)) return;
    line.names.add(name);
    found.push({ from, to, name });
  });
  return found;
}

/** The function, class or module whose body a node is in. */
function scopeAt(node: SyntaxNode): SyntaxNode {
  for (let child = node; child.parent !== null; child = child.parent) {
    const { name } = child.parent;
    if (child.name === 'Body' && (name === FUNCTION || name === CLASS)) return child.parent;
  }
  return topOf(node);
}

function topOf(node: SyntaxNode): SyntaxNode {
  let top = node;
  while (top.parent !== null) top = top.parent;
  return top;
}

/** The variables that a scope has, and those that it sees of the functions around it. */
function namesSeenIn(scope: SyntaxNode, source: string): Set<string> {
  const names = new Set(namesAssignedIn(scope, source));
  for (let outer = scope.parent; outer !== null; outer = outer.parent) {
    if (outer.name !== FUNCTION) continue;
    for (const name of namesAssignedIn(outer, source)) names.add(name);
  }
  return names;
}

function namesAssignedIn(scope: SyntaxNode, source: string): Set<string> {
  const assigned = new Set<string>();
  const declared = new Set<string>();
  visitNames(scope, new Set(), source, node => {
    const name = source.slice(node.from, node.to);
    if (node.parent?.name === 'ScopeStatement') declared.add(name);
    else if (name !== NOBODY && isAssigned(node)) assigned.add(name);
  });
  for (const name of declared) assigned.delete(name);
  return assigned;
}

/** Whether a name is given a value, or is a parameter, where it stands. */
function isAssigned(name: SyntaxNode): boolean {
  let target = name;
  while (target.parent !== null && GROUPS.has(target.parent.name)) target = target.parent;
  switch (target.parent?.name) {
    case 'AssignStatement':
      return isBefore(target, 'AssignOp');
    case 'ForStatement':
      return isBefore(target, 'in');
    case 'UpdateStatement':
    case 'NamedExpression':
      return target.prevSibling === null;
    case 'WithStatement':
    case 'TryStatement':
    case 'AsPattern':
      return target.prevSibling?.name === 'as';
    case 'ParamList':
      return target.prevSibling?.name !== 'AssignOp';
    case 'CapturePattern':
      return true;
    default:
      return false;
  }
}

function isBefore(node: SyntaxNode, name: string): boolean {
  for (let next = node.nextSibling; next !== null; next = next.nextSibling) {
    if (next.name === name) return true;
  }
  return false;
}

type Visit = (name: SyntaxNode, isHidden: (name: string) => boolean) => void;

/**
 * Visits the names in a scope, but not in those within it. A comprehension has variables that hide
 * others of the same name, but assigns to those around it by `:=`.
 */
function visitNames(
  node: SyntaxNode,
  hidden: ReadonlySet<string>,
  source: string,
  visit: Visit,
): void {
  const isOwn = node.name.endsWith('ComprehensionExpression');
  const hiddenHere = isOwn ? new Set([...hidden, ...variablesOf(node, source)]) : hidden;
  // The function's own name stands before its parameters.
  let child = SCOPES.has(node.name)
    ? (node.getChild('ParamList') ?? node.getChild('Body'))
    : node.firstChild;
  for (; child !== null; child = child.nextSibling) {
    if (child.name === 'VariableName') {
      if (!isKeyword(child)) visit(child, name => hiddenHere.has(name));
    } else if (!SCOPES.has(child.name)) visitNames(child, hiddenHere, source, visit);
  }
}

/** What a comprehension assigns between `for` and `in`. */
function variablesOf(comprehension: SyntaxNode, source: string): string[] {
  const names: string[] = [];
  let isTarget = false;
  for (let child = comprehension.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === 'for') isTarget = true;
    else if (child.name === 'in') isTarget = false;
    else if (isTarget) collectNames(child, source, names);
  }
  return names;
}

function collectNames(node: SyntaxNode, source: string, names: string[]): void {
  if (node.name === 'VariableName') names.push(source.slice(node.from, node.to));
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    collectNames(child, source, names);
  }
}
