import type { SyntaxNode } from '@lezer/common';

/** What one can ask the tree of `@lezer/python` for, whose nodes are those of its `python.grammar`. */

/** What stands between the parts of a list, in brackets or not. */
const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', 'Comment', '⚠']);

/** An argument of a call. */
export interface Argument {
  /** What stands before the `=`; undefined for a positional one. */
  readonly keyword: SyntaxNode | undefined;
  /** `*` or `**`, when it is unpacked. */
  readonly isUnpacked: boolean;
  readonly value: SyntaxNode;
}

/** A parameter of a function. */
export interface Parameter {
  readonly name: SyntaxNode;
  readonly annotation: SyntaxNode | undefined;
  readonly fallback: SyntaxNode | undefined;
  readonly isUnpacked: boolean;
}

/** All children, punctuation and comments among them. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The first child of a kind. (`getChild` of the library moves a cursor, which takes longer.) */
export function childNamed(node: SyntaxNode, name: string): SyntaxNode | null {
  let child = node.firstChild;
  while (child !== null && child.name !== name) child = child.nextSibling;
  return child;
}

/** The parts of a list without its brackets and commas. */
export function elementsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => !PUNCTUATION.has(name));
}

/** The arguments in an `ArgList`. */
export function argumentsOf(list: SyntaxNode | null): Argument[] {
  const found: Argument[] = [];
  let isUnpacked = false;
  let keyword: SyntaxNode | undefined;
  for (const child of list === null ? [] : elementsOf(list)) {
    if (child.name === '*' || child.name === '**') {
      isUnpacked = true;
    } else if (child.name === 'AssignOp') {
      keyword = found.pop()?.value;
    } else {
      found.push({ keyword, isUnpacked, value: child });
      isUnpacked = false;
      keyword = undefined;
    }
  }
  return found;
}

/** The parameters in a `ParamList`. */
export function parametersOf(list: SyntaxNode | null): Parameter[] {
  const found: Parameter[] = [];
  let isUnpacked = false;
  for (const child of list === null ? [] : elementsOf(list)) {
    const last = found.at(-1);
    if (child.name === '*' || child.name === '**') isUnpacked = true;
    else if (child.name === 'TypeDef' && last !== undefined) {
      found[found.length - 1] = { ...last, annotation: child.lastChild ?? undefined };
    } else if (child.prevSibling?.name === 'AssignOp' && last !== undefined) {
      found[found.length - 1] = { ...last, fallback: child };
    } else if (child.name === 'VariableName') {
      found.push({ name: child, annotation: undefined, fallback: undefined, isUnpacked });
      isUnpacked = false;
    }
  }
  return found;
}

/** Divides the children of a statement at each token of some kind, such as `AssignOp`. */
export function dividedBy(token: string, nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === token) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}
