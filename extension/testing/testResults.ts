import * as vscode from 'vscode';
import type { Framework, Outcome, TestEvent } from './events.ts';
import { DetailedFileCoverage } from './fileCoverage.ts';
import type { TestTree } from './testTree.ts';

/** Tells a run of the editor's how the tests of a folder went. */
export class TestResults {
  readonly #run: vscode.TestRun;
  readonly #tree: TestTree;
  readonly #framework: Framework;

  constructor(run: vscode.TestRun, tree: TestTree, framework: Framework) {
    this.#run = run;
    this.#tree = tree;
    this.#framework = framework;
  }

  accept(event: TestEvent): void {
    switch (event.event) {
      case 'started':
        this.#withItem(event.id, item => this.#run.started(item));
        return;
      case 'passed':
      case 'failed':
      case 'errored':
      case 'skipped':
        this.#end(event);
        return;
      case 'output':
        this.print(event.text, event.id === undefined ? undefined : this.#tree.get(event.id));
        return;
      case 'problem':
        this.#tellProblem(event.file, event.message);
        return;
      case 'coverage':
        this.#run.addCoverage(new DetailedFileCoverage(this.#tree.uri(event.file), event));
    }
  }

  /** Adds to the output of the run. */
  print(text: string, item?: vscode.TestItem): void {
    // It is shown on a terminal.
    this.#run.appendOutput(text.replaceAll(/\r?\n/g, '\r\n'), undefined, item);
  }

  #end(outcome: Outcome): void {
    const { event, id, duration, message } = outcome;
    this.#tellOutcome(outcome);
    if (id === undefined) return;
    this.#withItem(id, item => {
      if (event === 'passed') this.#run.passed(item, duration);
      else if (event === 'skipped') this.#run.skipped(item);
      else {
        const messages = message === undefined ? [] : [this.#message(outcome, message, item)];
        this.#run[event](item, messages, duration);
      }
    });
  }

  /** pytest does so itself. */
  #tellOutcome({ event, id = '', message }: Outcome): void {
    if (this.#framework === 'pytest') return;
    const reason = message === undefined ? '' : `\n${message.trimEnd().replaceAll(/^/gm, '    ')}`;
    this.print(`${event.padEnd(8)}${id}${reason}\n`, this.#tree.get(id));
  }

  #message(
    { expected, actual, stack }: Outcome,
    text: string,
    item: vscode.TestItem,
  ): vscode.TestMessage {
    const message =
      expected === undefined || actual === undefined
        ? new vscode.TestMessage(text)
        : vscode.TestMessage.diff(text, expected, actual);
    const frames = stack.map(({ label, file, line }) => ({
      label,
      uri: this.#tree.uri(file),
      position: new vscode.Position(line - 1, 0),
    }));
    const [place] = frames;
    if (place !== undefined) message.location = new vscode.Location(place.uri, place.position);
    else if (item.uri !== undefined && item.range !== undefined) {
      message.location = new vscode.Location(item.uri, item.range);
    }
    message.stackTrace = frames.map(
      ({ label, uri, position }) => new vscode.TestMessageStackFrame(label, uri, position),
    );
    return message;
  }

  /** A file that cannot be imported. */
  #tellProblem(file: string | undefined, message: string | undefined): void {
    if (file === undefined || message === undefined) return;
    this.#withItem(file, item => {
      const text = new vscode.TestMessage(message);
      if (item.uri !== undefined && item.range !== undefined) {
        text.location = new vscode.Location(item.uri, item.range);
      }
      this.#run.errored(item, text);
    });
  }

  #withItem(id: string, act: (item: vscode.TestItem) => void): void {
    const item = this.#tree.get(id);
    if (item !== undefined) act(item);
  }
}
