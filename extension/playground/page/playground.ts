import { element } from '../../webPage/page/elements.ts';
import type { Sample } from '../contents.ts';
import { type DebugSession, PROGRAM_FOLDER, type ResumeCommand } from '../model/debugSession.ts';
import { fragmentOf, programIn } from '../model/sharedProgram.ts';
import type { SourceText } from '../model/stop.ts';
import { ChoiceList } from './choiceList.ts';
import { type Command, Commands } from './commands.ts';
import { EditedProgram } from './editedProgram.ts';
import { FilesBeside } from './filesBeside.ts';
import { type EditedFile, FilesPanel, type GivenFiles } from './filesPanel.ts';
import { OutputLog } from './outputLog.ts';
import type { PreparedPython, Program } from './preparedPython.ts';
import { ProgramEditor } from './programEditor.ts';
import { ProgramTerminal } from './programTerminal.ts';
import { SampleList } from './sampleList.ts';
import { frameText, sessionSentence } from './sentences.ts';
import { ServiceFrame } from './serviceFrame.ts';
import { SourceView } from './sourceView.ts';
import { Tabs } from './tabs.ts';
import { TimelineFrame } from './timelineFrame.ts';
import { VariableTree } from './variableTree.ts';
import { VersionList } from './versionList.ts';

/** What the list of samples says of a program that came with the address. */
const SHARED = 'shared program';

/** The page: an editor, the program in it that runs, and what is seen of that. */
export class Playground {
  readonly #python: PreparedPython;
  readonly #editor = new ProgramEditor(element('editor'), lines =>
    this.#ask(session => session.setBreakpoints(lines)),
  );
  readonly #source = new SourceView();
  readonly #beside = new FilesBeside(file => this.#source.show(file, undefined));
  readonly #samples: SampleList;
  readonly #versions: VersionList;
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
  readonly #files = new FilesPanel({
    open: file => this.#openFile(file),
    changesWait: folder =>
      this.#output.write(
        'console',
        `What the program has changed is not in ${folder} yet: "Files" has it written there.\n`,
      ),
    folderClosed: () => this.#samples.openFirst(),
  });
  readonly #service = new ServiceFrame((...request) => this.#python.ask(...request));
  /** As it was opened. */
  #opened: Program = { text: '' };
  /** Whether the program came with the address. */
  #isForeign = false;
  #program = new EditedProgram();
  /** The start that is under way, while it is found out what the program gets. */
  #start: object | undefined;
  readonly #tabs: Tabs;
  #session: DebugSession | undefined;
  readonly #commands = new Commands(this.#allCommands());

  /** @param folder with the files of the page. */
  constructor(samples: readonly Sample[], python: PreparedPython, folder: URL) {
    this.#python = python;
    this.#timeline = new TimelineFrame(folder);
    this.#tabs = new Tabs('tabs', () => {
      this.#timeline.shown();
      this.#files.shown();
      this.#service.shown();
    });
    this.#versions = new VersionList(python);
    this.#samples = new SampleList(samples, sample => this.#open(sample));
    this.#openShared();
    addEventListener('hashchange', () => this.#openShared());
  }

  get #state(): DebugSession['state'] {
    return this.#start !== undefined ? 'starting' : (this.#session?.state ?? 'ended');
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
      { button: 'debug', key: 'F5', isEnabled: has('ended'), run: () => this.#begin(true) },
      { button: 'run', key: 'Ctrl+F5', isEnabled: has('ended'), run: () => this.#begin(false) },
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
        run: () => this.#stop(),
      },
      {
        key: 'F9',
        isEnabled: () => !this.#source.isShown,
        run: () => this.#toggleBreakpoint(),
      },
      // Which would save the page, where there is no file.
      {
        key: 'Ctrl+s',
        isEnabled: () => this.#program.isFile,
        run: () => void this.#save(),
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
      this.#samples.other = shared === undefined ? undefined : SHARED;
      // Whoever made the address need not know of the files of who follows it.
      if (shared !== undefined) this.#files.isGranted = false;
    } catch (error) {
      this.#samples.openFirst();
      this.#say((error as Error).message);
    }
  }

  /** Opens a file of the user's. */
  #openFile(file: EditedFile): void {
    this.#open(file, file);
    this.#samples.other = file.path.slice(PROGRAM_FOLDER.length + 1);
  }

  #open(opened: Program, file?: EditedFile): void {
    void this.#save();
    this.#start = undefined;
    this.#opened = opened;
    if (opened.python !== undefined) this.#versions.choose(opened.python);
    this.#isForeign = false;
    this.#program = new EditedProgram(file);
    this.#source.programName = this.#program.name;
    this.#files.isGranted = true;
    this.#session?.end();
    this.#session = undefined;
    this.#service.follow(false, opened.servedPath ?? '/');
    this.#source.show(undefined, undefined);
    this.#beside.files = opened.files ?? {};
    this.#editor.text = opened.text;
    this.#clear();
    this.#threads.show([]);
    this.#frames.show([]);
    this.#variables.show([]);
    this.#say('Set a breakpoint beside a line number, and press Debug.');
    this.#update();
  }

  async #share(): Promise<void> {
    history.replaceState(undefined, '', fragmentOf(this.#editor.text));
    if (!this.#program.isFile) this.#samples.other = SHARED;
    try {
      await navigator.clipboard.writeText(location.href);
      this.#say('The address with this program is copied.');
    } catch {
      this.#say('The address of this page has the program in it now.');
    }
  }

  /** Has the program in its file, if it is one. */
  async #save(): Promise<void> {
    try {
      await this.#program.save(this.#editor.text);
    } catch (error) {
      this.#output.write('important', `${(error as Error).message}\n`);
    }
  }

  #clear(): void {
    this.#output.clear();
    this.#terminal.clear();
  }

  /** Starts the program with the files that it gets. */
  #begin(isDebugged: boolean): void {
    const start = {};
    this.#start = start;
    this.#clear();
    this.#update();
    // Whoever set breakpoints by keys goes on with that.
    if (!element('program').contains(document.activeElement)) this.#terminal.focus();
    this.#save()
      .then(() => this.#files.give())
      .then(
        files => {
          // It was stopped, or another program was opened, which nobody has started.
          if (start === this.#start) this.#run(isDebugged, files);
        },
        ({ message }: Error) => {
          if (start === this.#start) this.#output.write('important', `${message}\n`);
        },
      )
      .finally(() => {
        if (start !== this.#start) return;
        this.#start = undefined;
        this.#update();
      });
  }

  #run(isDebugged: boolean, { contents, follow }: GivenFiles): void {
    const { text, breakpoints } = this.#editor;
    const program = this.#program.path;
    const own = { [program]: new TextEncoder().encode(text) };
    const terminal = this.#terminal;
    const session = this.#python.start(
      this.#opened.packages,
      { contents: { ...contents, ...this.#beside.contents, ...own }, follow },
      { program, isDebugged, breakpoints },
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
          this.#say(sessionSentence(session, this.#service.isServed));
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
    this.#service.follow(this.#isForeign);
    this.#show(session);
  }

  #stop(): void {
    if (this.#start === undefined) this.#session?.end();
    this.#start = undefined;
    this.#update();
  }

  #askForInput(): void {
    element('announcement').textContent = 'The program waits for input in the terminal.';
    this.#tabs.choose(element('output-tab'));
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
    this.#say(sessionSentence(session, this.#service.isServed));
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
        text: frameText(each),
        isChosen: each === frame,
        isSubtle: each.presentationHint !== undefined && each.presentationHint !== 'normal',
        ...(each.presentationHint === 'label'
          ? {}
          : { choose: () => this.#ask(() => session.chooseFrame(each)) }),
      })),
    );
    this.#variables.show(scopes);
    const place = frame && { line: frame.line, isInnermost: frame === frames[0] };
    const path = frame?.source?.path;
    const isProgram = path === this.#program.path;
    this.#editor.showStanding(isProgram ? place : undefined);
    this.#source.show(source ?? (isProgram ? undefined : this.#sourceAt(path)), place);
  }

  /** Another file that the program has got: of the sample's, or of the user's. */
  #sourceAt(path: string | undefined): SourceText | undefined {
    const beside = this.#beside.at(path);
    if (beside !== undefined) return beside;
    const text = path && this.#files.textOf(path);
    return path === undefined || text === undefined ? undefined : { name: path, text };
  }

  #update(): void {
    const state = this.#state;
    document.body.dataset.state = state;
    element('inspection').inert = state !== 'stopped';
    this.#editor.isLocked = state !== 'ended';
    this.#terminal.isUsed = state !== 'ended';
    this.#commands.update();
  }

  #say(sentence: string): void {
    element('status').textContent = sentence;
  }
}
