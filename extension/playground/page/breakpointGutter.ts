import {
  type EditorState,
  type Extension,
  RangeSet,
  StateEffect,
  StateField,
} from '@codemirror/state';
import { type EditorView, GutterMarker, gutter } from '@codemirror/view';

/** Sets a breakpoint in the line of a position, or removes it. */
const toggled = StateEffect.define<number>();

/** Removes all. */
export const breakpointsCleared = StateEffect.define<null>();

class BreakpointMarker extends GutterMarker {
  override toDOM(): Node {
    const dot = document.createElement('div');
    dot.className = 'breakpoint';
    return dot;
  }
}

const marker = new BreakpointMarker();

/** The breakpoints, at the beginnings of their lines: they move with the text. */
const breakpoints = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update: (before, { changes, effects }) => {
    let set = before.map(changes);
    for (const effect of effects) {
      if (effect.is(breakpointsCleared)) set = RangeSet.empty;
      if (effect.is(toggled)) set = toggle(set, effect.value);
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

/** The lines that have breakpoints, from 1, in order. */
export function breakpointLines(state: EditorState): readonly number[] {
  const lines = new Set<number>();
  // Where lines were joined, several can be in one.
  for (const cursor = state.field(breakpoints).iter(); cursor.value !== null; cursor.next()) {
    lines.add(state.doc.lineAt(cursor.from).number);
  }
  return [...lines];
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
