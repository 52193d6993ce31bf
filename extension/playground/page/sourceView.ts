import { python } from '@codemirror/lang-python';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { element } from '../../webPage/page/elements.ts';
import type { SourceText } from '../model/stop.ts';
import { type StandingPlace, showStandingLine, standingLine } from './standingLine.ts';

/** Another file than the program, to be read in its place. */
export class SourceView {
  readonly #program = element('editor');
  readonly #place = element('source');
  readonly #title = element('source-title');
  readonly #view = new EditorView({
    parent: element('source-text'),
    state: stateOf({ name: '', text: '' }),
  });
  #shown: SourceText | undefined;

  constructor() {
    element('close-source').addEventListener('click', () => this.show(undefined, undefined));
  }

  get isShown(): boolean {
    return !this.#place.hidden;
  }

  /** Of the file with the program. */
  set programName(name: string) {
    element('close-source').textContent = `Back to ${name}`;
  }

  /** @param source undefined: the program is shown again. */
  show(source: SourceText | undefined, place: StandingPlace | undefined): void {
    this.#program.hidden = source !== undefined;
    this.#place.hidden = source === undefined;
    if (source === undefined) return;
    if (source.text !== this.#shown?.text) this.#view.setState(stateOf(source));
    this.#shown = source;
    this.#title.textContent = source.name;
    showStandingLine(this.#view, place);
  }

  /** The program goes on. */
  hideStanding(): void {
    showStandingLine(this.#view, undefined);
  }
}

function stateOf({ name, text }: SourceText): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      python(),
      syntaxHighlighting(classHighlighter),
      standingLine,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
    ],
  });
}
