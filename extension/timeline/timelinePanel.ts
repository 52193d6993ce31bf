import * as vscode from 'vscode';
import { continuationsOf, tasksOf } from '../../debug-adapter/model-tools/listing.ts';
import type { SwitchPage } from '../../debug-adapter/protocol/customRequests.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { openPlace } from '../openPlace.ts';
import type { ProgramStates } from '../programStates.ts';
import { opener, PagePanel } from '../webPage/pagePanel.ts';
import type { ExportFormat, HostMessage, PageMessage } from './messages.ts';
import { ShownContinuations } from './shownContinuations.ts';
import { timelineTexts } from './texts.ts';
import { timelinePage } from './timelinePage.ts';

/** How long to wait before asking a running program for its latest switches again, in milliseconds. */
const POLL_INTERVAL = 200;

/** How many times as long as the answer took: many switches are much to tell, and to draw. */
const POLL_PATIENCE = 5;

/** The context of the main thread. */
const MAIN_THREAD = 0;

const NOTHING_SHOWN = new ShownContinuations([], []);

const FORMATS: Record<ExportFormat, { file: string; filters: Record<string, string[]> }> = {
  trace: { file: 'switches.json', filters: { 'Trace Event Format': ['json'] } },
  svg: { file: 'switches.svg', filters: { SVG: ['svg'] } },
};

/** Opens the Switch Timeline, or brings it to the front. */
export const openTimeline = opener(
  (extension: vscode.Uri, states: ProgramStates) => new TimelinePanel(extension, states),
);

/** The panel with the timeline: it brings the page the switches of the program that is debugged. */
class TimelinePanel extends PagePanel<HostMessage, PageMessage> {
  readonly #states: ProgramStates;
  /** Whose switches the page shows. */
  #session: vscode.DebugSession | undefined;
  /** The sequence number of the next switch to ask for, of each thread by its main context. */
  readonly #next = new Map<number, number>();
  /** Whether there are more of a program that was recorded, which stands still, in a while. */
  #isGrowing = false;
  #shown = NOTHING_SHOWN;
  #isReady = false;
  #timer: NodeJS.Timeout | undefined;
  #isPolling = false;

  constructor(extension: vscode.Uri, states: ProgramStates) {
    super(extension, timelinePage(timelineTexts(vscode.l10n)), {
      view: 'wasixPython.timeline',
      script: 'timeline-page.js',
      style: 'timeline/timeline.css',
    });
    this.#states = states;
    this.whileOpen(
      { dispose: () => clearTimeout(this.#timer) },
      this.onDidChangeVisibility(() => this.#poll()),
      vscode.debug.onDidChangeActiveDebugSession(session => this.#follow(session)),
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
        if (event === 'switchPage' && session.id === this.#session?.id) this.#take(body);
      }),
      vscode.debug.onDidTerminateDebugSession(session => this.#end(session)),
      states.onDidChange(session => {
        if (session.id === this.#session?.id) void this.#poll();
      }),
    );
  }

  protected async receive(message: PageMessage): Promise<void> {
    if (message.type === 'ready') {
      this.#isReady = true;
      this.#follow(vscode.debug.activeDebugSession);
    } else if (message.type === 'show') {
      await this.#show(message.context);
    } else if (message.type === 'travel') {
      await this.#travel(message.instruction);
    } else {
      await save(message.format, message.text);
    }
  }

  /** Shows another program, once one is debugged: what the last one did stays until then. */
  #follow(session: vscode.DebugSession | undefined): void {
    if (!this.#isReady || session?.type !== DEBUG_TYPE || session.id === this.#session?.id) return;
    this.#begin(session);
    void this.#poll();
  }

  #begin(session: vscode.DebugSession): void {
    this.#session = session;
    this.#next.clear();
    this.#isGrowing = false;
    this.#shown = NOTHING_SHOWN;
    this.post({ type: 'begin', program: session.name });
  }

  #end(session: vscode.DebugSession): void {
    if (session.id !== this.#session?.id) return;
    this.#session = undefined;
    this.#shown = NOTHING_SHOWN;
    this.post({ type: 'over' });
  }

  /** Asks for what is new, again and again while there is anything new, and the page is to be seen. */
  async #poll(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isPolling) return;
    this.#isPolling = true;
    const start = performance.now();
    const stands = await this.#ask();
    const duration = performance.now() - start;
    this.#isPolling = false;
    if (this.#session === undefined || !this.isVisible) return;
    // It has stopped, or goes on, since it was asked.
    const isOld = stands !== this.#states.stands(this.#session);
    if (stands && !isOld && !this.#isGrowing) return;
    const patience = Math.max(POLL_INTERVAL, POLL_PATIENCE * duration);
    this.#timer = setTimeout(() => void this.#poll(), isOld ? 0 : patience);
  }

  /** @returns whether the program stood still. */
  async #ask(): Promise<boolean> {
    const session = this.#session;
    if (session === undefined || !this.isVisible) return false;
    const stands = this.#states.stands(session);
    try {
      await this.#bringThreads(await this.#bring(session, MAIN_THREAD), session);
      if (session !== this.#session) return false;
      if (stands) await this.#describe(session);
      else this.post({ type: 'runs' });
    } catch {
      // It has not begun, goes on, or is over: then there is another look.
    }
    return stands;
  }

  /** Brings what is new of a thread. */
  async #bring(session: vscode.DebugSession, thread: number): Promise<SwitchPage> {
    const start = this.#next.get(thread) ?? 0;
    const page: SwitchPage = await session.customRequest('switchPage', { start, thread });
    if (session !== this.#session) return page;
    // The last switch is asked for again.
    if (thread === MAIN_THREAD && page.total <= (this.#next.get(thread) ?? -1)) {
      // It has gone back beyond what is kept.
      this.#begin(session);
      return this.#bring(session, MAIN_THREAD);
    }
    this.#take(page);
    return page;
  }

  /** Brings what is new of the others, as the main thread's page tells of them. */
  async #bringThreads({ threads = [] }: SwitchPage, session: vscode.DebugSession): Promise<void> {
    for (const { context, total } of threads) {
      // The last switch of each is asked for again.
      const known = (this.#next.get(context) ?? -1) + 1;
      if (total > known) await this.#bring(session, context);
    }
  }

  /** Hands a page on. The last switch is asked for again: it may turn out to be an end. */
  #take(page: SwitchPage): void {
    if (page.thread === MAIN_THREAD) this.#isGrowing = page.run?.reach === 'growing';
    this.#next.set(page.thread, Math.max(0, page.first + page.targets.length - 1));
    this.post({ type: 'page', page });
  }

  async #describe(session: vscode.DebugSession): Promise<void> {
    const { continuations, newcomers } = await continuationsOf(session);
    const tasks = await tasksOf(session);
    const goesOn = newcomers !== undefined;
    if (session !== this.#session || goesOn) return;
    this.#shown = new ShownContinuations(continuations, tasks);
    this.post({ type: 'stands', continuations: this.#shown.known });
  }

  /** Has a recorded program go to where control passed by an instruction. */
  async #travel(instruction: number): Promise<void> {
    const session = this.#session;
    if (session === undefined || !this.#states.stands(session)) return;
    await session.customRequest('travelTo', { instruction });
  }

  /** Leads to a continuation: in the Call Stack view while it stands, or else to a line of it. */
  async #show(context: number): Promise<void> {
    const target = this.#shown.find(context);
    if (target === undefined) return;
    const session = this.#session;
    const canBeShown = session !== undefined && this.#states.stands(session);
    if (canBeShown && target.arguments !== undefined) {
      await session.customRequest('showContinuation', target.arguments);
    } else {
      await openPlace(target.place, vscode.ViewColumn.One);
    }
  }
}

async function save(format: ExportFormat, text: string): Promise<void> {
  const { file, filters } = FORMATS[format];
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const target = await vscode.window.showSaveDialog({
    filters,
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, file) }),
  });
  if (target !== undefined) await vscode.workspace.fs.writeFile(target, Buffer.from(text));
}
