import {
  type EditorState,
  type Extension,
  RangeSet,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import { type EditorView, GutterMarker, gutter } from '@codemirror/view';
import { make } from '../../webPage/page/elements.ts';

/** Sets a breakpoint in the line of a position, or removes it. */
const toggled = StateEffect.define<number>();

/** Where breakpoints are in the program: their lines by those that were asked for, undefined where none can be. */
export type BoundLines = ReadonlyMap<number, number | undefined>;

const bound = StateEffect.define<BoundLines>();

/** Removes all. */
export const breakpointsCleared = StateEffect.define<null>();

class BreakpointMarker extends GutterMarker {
  readonly #className: string;

  constructor(className: string) {
    super();
    this.#className = className;
  }

  override toDOM(): Node {
    return make('div', this.#className);
  }
}

const marker = new BreakpointMarker('breakpoint');

/** Of one at whose line the program never is. */
const unboundMarker = new BreakpointMarker('breakpoint unbound');

/** The breakpoints, at the beginnings of their lines: they move with the text. */
const breakpoints = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update: (before, { changes, docChanged, effects, state }) => {
    let set = before.map(changes);
    // Where none could be, there may be code now.
    if (docChanged) set = bind(linesOf(set, state.doc), new Map(), state.doc);
    for (const effect of effects) {
      if (effect.is(breakpointsCleared)) set = RangeSet.empty;
      if (effect.is(toggled)) set = toggle(set, effect.value);
      if (effect.is(bound)) set = bind(linesOf(set, state.doc), effect.value, state.doc);
    }
    return set;
  },
});

function toggle(set: RangeSet<GutterMarker>, position: number): RangeSet<GutterMarker> {
  let isSet = false;
  set.between(position, position, () => {
    isSet = true;
  });
  return isSet
    ? set.update({ filter: from => from !== position })
    : set.update({ add: [marker.range(position)] });
}

function bind(lines: readonly number[], to: BoundLines, doc: Text): RangeSet<GutterMarker> {
  const markers = new Map(
    lines.map(line => {
      const place = to.has(line) ? to.get(line) : line;
      return [place ?? line, place === undefined ? unboundMarker : marker];
    }),
  );
  return RangeSet.of(
    [...markers].map(([line, each]) => each.range(doc.line(line).from)),
    true,
  );
}

function linesOf(set: RangeSet<GutterMarker>, doc: Text): readonly number[] {
  const lines = new Set<number>();
  // Where lines were joined, several can be in one.
  for (const cursor = set.iter(); cursor.value !== null; cursor.next()) {
    lines.add(doc.lineAt(cursor.from).number);
  }
  return [...lines];
}

/** The lines that have breakpoints, from 1, in order. */
export function breakpointLines(state: EditorState): readonly number[] {
  return linesOf(state.field(breakpoints), state.doc);
}

/** Moves breakpoints to where they are in the program. */
export function bindBreakpoints(view: EditorView, lines: BoundLines): void {
  view.dispatch({ effects: bound.of(lines) });
}

/** Sets a breakpoint in the line of a position, or removes it. */
export function toggleBreakpoint(view: EditorView, position: number): void {
  view.dispatch({ effects: toggled.of(view.state.doc.lineAt(position).from) });
}

/** A gutter in which a click sets a breakpoint, or removes it. */
export const breakpointGutter: Extension = [
  breakpoints,
  gutter({
    class: 'breakpoints',
    markers: ({ state }) => state.field(breakpoints),
    initialSpacer: () => marker,
    domEventHandlers: {
      mousedown(view, { from }) {
        toggleBreakpoint(view, from);
        return true;
      },
    },
  }),
];
