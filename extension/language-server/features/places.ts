import type { Location } from 'vscode-languageserver-protocol';
import type { ModuleFacts, Scope } from '../facts/moduleFacts.ts';
import type { Span } from '../syntax/lineTable.ts';
import { scopeAt } from '../values/values.ts';

/** A part of a file, as the protocol has it. */
export function locationOf(facts: ModuleFacts, span: Span): Location {
  return { uri: facts.uri, range: facts.lines.rangeOf(span) };
}

/** `app.py:12`, as the debugger names places, too. */
export function placeName(facts: ModuleFacts, { from }: Span): string {
  const file = decodeURIComponent(facts.uri.split('/').at(-1) ?? facts.uri);
  return `${file}:${facts.lines.positionAt(from).line + 1}`;
}

/** The same as a link, in Markdown. */
export function placeLink(facts: ModuleFacts, span: Span): string {
  const line = facts.lines.positionAt(span.from).line + 1;
  return `[${placeName(facts, span)}](${facts.uri}#L${line})`;
}

/** Whether an offset is in a span, or right behind it, where a cursor still touches it. */
export function contains({ from, to }: Span, offset: number): boolean {
  return from <= offset && offset <= to;
}

/** The function, or the module, that a scope's statements run in: classes run in those around. */
export function runningScope(facts: ModuleFacts, scope: number): number {
  const { kind, parent } = scopeAt(facts, scope);
  return kind === 'class' && parent !== undefined ? runningScope(facts, parent) : scope;
}

/** The number of the function whose name stands at an offset. */
export function functionNamedAt(facts: ModuleFacts, offset: number): number | undefined {
  return facts.scopes.find(
    ({ kind, nameSpan }) => kind === 'function' && contains(nameSpan, offset),
  )?.number;
}

/** What a reader calls a scope. */
export function shownName({ kind, name }: Scope): string {
  return kind === 'module' ? 'main' : name;
}
