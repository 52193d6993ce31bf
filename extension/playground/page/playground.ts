import type { DebugProtocol } from '@vscode/debugprotocol';
import { element } from '../../webPage/page/elements.ts';
import type { Sample } from '../contents.ts';
import { type DebugSession, PROGRAM, type ResumeCommand } from '../model/debugSession.ts';
import { fragmentOf, programIn } from '../model/sharedProgram.ts';
import { ChoiceList } from './choiceList.ts';
import { type Command, Commands } from './commands.ts';
import { FilesBeside } from './filesBeside.ts';
import { OutputLog } from './outputLog.ts';
import type { PreparedPython, Program } from './preparedPython.ts';
import { ProgramEditor } from './programEditor.ts';
import { ProgramTerminal } from './programTerminal.ts';
import { SampleList } from './sampleList.ts';
import { ServiceFrame } from './serviceFrame.ts';
import { SourceView } from './sourceView.ts';
import { Tabs } from './tabs.ts';
import { TimelineFrame } from './timelineFrame.ts';
import { VariableTree } from './variableTree.ts';
import { offerVersions } from './versionList.ts';

/** The page: an editor, the program in it that runs, and what is seen of that. */
export class Playground {
  readonly #python: PreparedPython;
  readonly #editor = new ProgramEditor(element('editor'), lines =>
    this.#ask(session => session.setBreakpoints(lines)),
  );
  readonly #source = new SourceView();
  readonly #beside = new FilesBeside(file => this.#source.show(file, undefined));
  readonly #samples: SampleList;
  readonly #threads = new ChoiceList(element('threads'));
  readonly #frames = new ChoiceList(element('frames'));
  readonly #variables = new VariableTree(
    element('variables'),
    async args => (await this.#session?.variables(args)) ?? [],
  );
  readonly #terminal = new ProgramTerminal(element('terminal'), {
    typed: text => this.#session?.type(text),
    resized: cells => this.#session?.resizeTerminal(cells),
  });
  /** What the debugger says. */
  readonly #output = new OutputLog(element('output'));
  readonly #timeline: TimelineFrame;
  readonly #service = new ServiceFrame((...request) => this.#python.ask(...request));
  /** As it was opened. */
  #program: Program = { text: '' };
  /** Whether the program came with the address. */
  #isForeign = false;
  #session: DebugSession | undefined;
  readonly #commands = new Commands(this.#allCommands());

  /** @param folder with the files of the page. */
  constructor(samples: readonly Sample[], python: PreparedPython, folder: URL) {
    this.#python = python;
    this.#timeline = new TimelineFrame(folder);
    new Tabs('tabs', () => {
      this.#timeline.shown();
      this.#service.shown();
    });
    offerVersions(python);
    this.#samples = new SampleList(samples, sample => this.#open(sample));
    this.#openShared();
    addEventListener('hashchange', () => this.#openShared());
  }

  get #state(): DebugSession['state'] {
    return this.#session?.state ?? 'ended';
  }

  #allCommands(): readonly Command[] {
    const has =
      (...states: readonly DebugSession['state'][]) =>
      () =>
        states.includes(this.#state);
    const resume = (button: string, key: string, command: ResumeCommand): Command => ({
      button,
      key,
      isEnabled: has('stopped'),
      run: () => this.#ask(session => session.resume(command)),
    });
    return [
      { button: 'debug', key: 'F5', isEnabled: has('ended'), run: () => this.#start(true) },
      { button: 'run', key: 'Ctrl+F5', isEnabled: has('ended'), run: () => this.#start(false) },
      {
        button: 'pause',
        key: 'F6',
        isEnabled: has('running'),
        run: () => this.#ask(session => session.pause()),
      },
      resume('continue', 'F5', 'continue'),
      resume('step-over', 'F10', 'next'),
      resume('step-into', 'F11', 'stepIn'),
      resume('step-out', 'Shift+F11', 'stepOut'),
      {
        button: 'stop',
        key: 'Shift+F5',
        isEnabled: has('starting', 'running', 'stopped'),
        run: () => this.#session?.end(),
      },
      {
        key: 'F9',
        isEnabled: () => !this.#source.isShown,
        run: () => this.#toggleBreakpoint(),
      },
      {
        button: 'share',
        // An address has one file in it.
        isEnabled: () => this.#beside.areNone,
        run: () => void this.#share(),
      },
    ];
  }

  /** Opens the program of the address, or else the first sample. */
  #openShared(): void {
    try {
      const shared = programIn(location.hash);
      if (shared === undefined) this.#samples.openFirst();
      else this.#open({ text: shared });
      this.#isForeign = shared !== undefined;
      this.#samples.isShared = shared !== undefined;
    } catch (error) {
      this.#samples.openFirst();
      this.#say((error as Error).message);
    }
  }

  #open(program: Program): void {
    this.#session?.end();
    this.#session = undefined;
    this.#isForeign = false;
    this.#program = program;
    this.#service.follow(program.servedPath);
    this.#source.show(undefined, undefined);
    this.#beside.files = program.files ?? {};
    this.#editor.text = program.text;
    this.#clear();
    this.#threads.show([]);
    this.#frames.show([]);
    this.#variables.show([]);
    this.#say('Set a breakpoint beside a line number, and press Debug.');
    this.#update();
  }

  async #share(): Promise<void> {
    history.replaceState(undefined, '', fragmentOf(this.#editor.text));
    this.#samples.isShared = true;
    try {
      await navigator.clipboard.writeText(location.href);
      this.#say('The address with this program is copied.');
    } catch {
      this.#say('The address of this page has the program in it now.');
    }
  }

  #clear(): void {
    this.#output.clear();
    this.#terminal.clear();
  }

  #start(isDebugged: boolean): void {
    this.#clear();
    const { text, breakpoints } = this.#editor;
    const terminal = this.#terminal;
    const session = this.#python.start(
      { ...this.#program, text },
      { isDebugged, breakpoints },
      {
        cells: terminal.cells,
        show: written => (session === this.#session ? terminal.show(written) : undefined),
        inputWanted: () => {
          if (session === this.#session) this.#askForInput();
        },
      },
      {
        changed: () => {
          if (session === this.#session) this.#show(session);
        },
        output: (category, written) => {
          if (session === this.#session) this.#output.write(category, written);
        },
        listening: ports => {
          if (session !== this.#session) return;
          this.#service.listening(ports);
          this.#say(this.#sentenceOf(session));
        },
        breakpointsBound: lines => {
          if (session === this.#session) this.#editor.bindBreakpoints(lines);
        },
        customEvent: (event, body) => {
          if (session === this.#session) this.#timeline.hear(event, body);
        },
      },
    );
    this.#session = session;
    this.#timeline.follow(session);
    this.#service.follow(this.#program.servedPath, this.#isForeign);
    this.#show(session);
    // Whoever set breakpoints by keys goes on with that.
    if (!element('program').contains(document.activeElement)) terminal.focus();
  }

  #askForInput(): void {
    element('announcement').textContent = 'The program waits for input in the terminal.';
    this.#terminal.focus();
  }

  #toggleBreakpoint(): void {
    this.#editor.toggleBreakpoint();
    const { breakpoints } = this.#editor;
    // Who does not see the gutter hears it.
    element('announcement').textContent =
      breakpoints.length === 0 ? 'No breakpoints.' : `Breakpoints at ${breakpoints.join(', ')}.`;
  }

  /** Has the session do something, and says why where it refuses. */
  #ask(act: (session: DebugSession) => Promise<void>): void {
    const session = this.#session;
    if (session === undefined) return;
    act(session).catch((error: Error) => this.#output.write('important', `${error.message}\n`));
  }

  #show(session: DebugSession): void {
    // What was written before is there when it is said what became of the program.
    this.#output.draw();
    this.#say(this.#sentenceOf(session));
    this.#update();
    this.#timeline.update();
    if (session.state === 'ended') this.#service.listening([]);
    // What is seen of a program that runs is left where it is: most steps are short.
    if (session.state === 'running' || session.state === 'starting') {
      this.#editor.showStanding(undefined);
      this.#source.hideStanding();
      return;
    }
    const stop = session.state === 'stopped' ? session.stop : undefined;
    const { threads = [], frames = [], scopes = [], frame, source } = stop ?? {};
    this.#threads.show(
      threads.map(({ id, name }) => ({
        text: name,
        isChosen: id === stop?.thread,
        choose: () => this.#ask(() => session.chooseThread(id)),
      })),
    );
    this.#frames.show(
      frames.map(each => ({
        text: textOf(each),
        isChosen: each === frame,
        isSubtle: each.presentationHint !== undefined && each.presentationHint !== 'normal',
        ...(each.presentationHint === 'label'
          ? {}
          : { choose: () => this.#ask(() => session.chooseFrame(each)) }),
      })),
    );
    this.#variables.show(scopes);
    const place = frame && { line: frame.line, isInnermost: frame === frames[0] };
    this.#editor.showStanding(frame?.source?.path === PROGRAM ? place : undefined);
    this.#source.show(source ?? this.#beside.at(frame?.source?.path), place);
  }

  #update(): void {
    const state = this.#state;
    document.body.dataset.state = state;
    element('inspection').inert = state !== 'stopped';
    this.#editor.isLocked = state !== 'ended';
    this.#terminal.isUsed = state !== 'ended';
    this.#commands.update();
  }

  #sentenceOf({ state, stop, exitCode }: DebugSession): string {
    switch (state) {
      case 'starting':
        return 'Python is starting…';
      case 'running':
        return this.#service.isServed
          ? 'The program runs, and what it serves is in the tab Service.'
          : 'The program runs.';
      case 'stopped':
        return `The program stands still: ${stop?.reason ?? 'paused'}.`;
      case 'ended':
        return exitCode === undefined
          ? 'The program was ended.'
          : `The program has ended, with exit code ${exitCode}.`;
    }
  }

  #say(sentence: string): void {
    element('status').textContent = sentence;
  }
}

function textOf({ name, source, line }: DebugProtocol.StackFrame): string {
  return source?.name === undefined ? name : `${name} · ${source.name}:${line}`;
}
