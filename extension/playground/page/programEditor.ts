import { python } from '@codemirror/lang-python';
import { indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import {
  type BoundLines,
  bindBreakpoints,
  breakpointGutter,
  breakpointLines,
  breakpointsCleared,
  toggleBreakpoint,
} from './breakpointGutter.ts';
import { type StandingPlace, showStandingLine, standingLine } from './standingLine.ts';

/** The editor with the program. */
export class ProgramEditor {
  readonly #view: EditorView;
  readonly #lock = new Compartment();

  /** @param onBreakpoints is told when there are others. */
  constructor(parent: HTMLElement, onBreakpoints: (lines: readonly number[]) => void) {
    this.#view = new EditorView({
      parent,
      extensions: [
        breakpointGutter,
        basicSetup,
        python(),
        indentUnit.of('    '),
        // Its classes get their colours where all others do, in the style sheet.
        syntaxHighlighting(classHighlighter),
        standingLine,
        this.#lock.of([]),
        EditorView.contentAttributes.of({ 'aria-label': 'Program', tabindex: '0' }),
        EditorView.updateListener.of(({ state, startState }) => {
          const lines = breakpointLines(state);
          if (lines.join() !== breakpointLines(startState).join()) onBreakpoints(lines);
        }),
      ],
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Replaces the whole program, and removes the breakpoints. */
  set text(text: string) {
    const { doc } = this.#view.state;
    this.#view.dispatch({
      changes: { from: 0, to: doc.length, insert: text },
      selection: { anchor: 0 },
      effects: breakpointsCleared.of(null),
    });
  }

  /** The lines that have breakpoints, from 1. */
  get breakpoints(): readonly number[] {
    return breakpointLines(this.#view.state);
  }

  /** Sets a breakpoint in the line of the cursor, or removes it. */
  toggleBreakpoint(): void {
    toggleBreakpoint(this.#view, this.#view.state.selection.main.head);
  }

  /** Moves breakpoints to where they are in the program. */
  bindBreakpoints(lines: BoundLines): void {
    bindBreakpoints(this.#view, lines);
  }

  /** Whether the program cannot be changed. */
  set isLocked(isLocked: boolean) {
    this.#view.dispatch({ effects: this.#lock.reconfigure(EditorState.readOnly.of(isLocked)) });
  }

  /** Shows where the program stands; undefined for nowhere. */
  showStanding(place: StandingPlace | undefined): void {
    showStandingLine(this.#view, place);
  }
}
