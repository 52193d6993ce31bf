import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Where a program stands in the text. */
export interface StandingPlace {
  /** From 1. */
  readonly line: number;
  /** Whether that is the innermost frame: another one waits there for what it has called. */
  readonly isInnermost: boolean;
}

const stands = StateEffect.define<StandingPlace | undefined>();

const innermost = Decoration.line({ class: 'standing', attributes: { 'aria-current': 'step' } });
const waiting = Decoration.line({ class: 'standing waiting' });

/** The line where the program stands, made visible. */
export const standingLine: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects, state }) => {
    let set = before.map(changes);
    for (const effect of effects) {
      if (!effect.is(stands)) continue;
      const { line, isInnermost } = effect.value ?? { line: 0, isInnermost: false };
      const isThere = line >= 1 && line <= state.doc.lines;
      set = isThere
        ? Decoration.set((isInnermost ? innermost : waiting).range(state.doc.line(line).from))
        : Decoration.none;
    }
    return set;
  },
  provide: field => EditorView.decorations.from(field),
});

/** Shows where the program stands, and brings it into sight; undefined for nowhere. */
export function showStandingLine(view: EditorView, place: StandingPlace | undefined): void {
  const { doc } = view.state;
  const effects: StateEffect<unknown>[] = [stands.of(place)];
  if (place !== undefined && place.line <= doc.lines) {
    effects.push(
      EditorView.scrollIntoView(doc.line(place.line).from, { y: 'nearest', yMargin: 60 }),
    );
  }
  view.dispatch({ effects });
}
