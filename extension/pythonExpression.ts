import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';

/** A part of a text, by offsets, and what to evaluate for it. */
export interface PythonExpression {
  readonly from: number;
  readonly to: number;
  readonly expression: string;
}

/** What would run more of the program than a look at a value may. */
const RUNS_CODE = new Set([
  'CallExpression',
  'AwaitExpression',
  'YieldExpression',
  'LambdaExpression',
  'NamedExpression',
  'ArrayComprehensionExpression',
  'SetComprehensionExpression',
  'DictionaryComprehensionExpression',
  'ComprehensionExpression',
]);

/** What an item is asked for by, when it is written out: it says nothing by itself. */
const LITERALS = new Set(['String', 'ContinuedString', 'Number', 'Boolean', 'None']);

/**
 * The expression whose value a reader wants who points at a place in Python's source: a name;
 * an attribute with all before it, for `c` of `a.b[0].c`; an item, when the bracket behind it
 * or a literal in it is pointed at. Undefined elsewhere, and when there is a call in it.
 */
export function expressionAt(source: string, offset: number): PythonExpression | undefined {
  const tree = parser.parse(source);
  for (const side of [1, -1] as const) {
    const node = tree.resolveInner(offset, side);
    const found = expressionOf(node);
    if (found !== undefined) return withText(source, found);
  }
  return undefined;
}

function expressionOf(node: SyntaxNode): { from: number; to: number } | undefined {
  const { name, parent } = node;
  if (name === 'VariableName') {
    return isKeyword(node) ? undefined : { from: startOfDotted(node), to: node.to };
  }
  if (parent?.name !== 'MemberExpression') return undefined;
  const isItem = name === '[' || name === ']' || LITERALS.has(name);
  // Of `"text".strip`, the text is no key.
  const isObject = parent.firstChild?.from === node.from;
  if (name !== 'PropertyName' && (!isItem || isObject)) return undefined;
  return runsCode(parent) ? undefined : { from: parent.from, to: parent.to };
}

/** Whether a name is that of an argument or a field, which no variable has to do with. */
export function isKeyword(node: SyntaxNode): boolean {
  if (node.parent?.name === 'KeywordPattern') return node.parent.firstChild?.from === node.from;
  return node.parent?.name === 'ArgList' && node.nextSibling?.name === 'AssignOp';
}

/** Where a dotted name begins, in an import or a decorator, which have no expressions. */
function startOfDotted(node: SyntaxNode): number {
  let first = node;
  for (let dot = first.prevSibling; dot?.name === '.'; dot = first.prevSibling) {
    const before: SyntaxNode | null = dot.prevSibling;
    if (before?.name !== 'VariableName') break;
    first = before;
  }
  return first.from;
}

function runsCode(node: SyntaxNode): boolean {
  if (RUNS_CODE.has(node.name)) return true;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (runsCode(child)) return true;
  }
  return false;
}

function withText(source: string, { from, to }: { from: number; to: number }): PythonExpression {
  const text = source.slice(from, to);
  // It stands in brackets where it goes on in the next line.
  return { from, to, expression: text.includes('\n') ? `(${text})` : text };
}
