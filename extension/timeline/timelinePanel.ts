import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../debugType.ts';
import { openPlace } from '../openPlace.ts';
import type { ProgramStates } from '../programStates.ts';
import { opener, PagePanel } from '../webPage/pagePanel.ts';
import type { ExportFormat, HostMessage, PageMessage } from './messages.ts';
import { timelineTexts } from './texts.ts';
import { TimelineFeed } from './timelineFeed.ts';
import { timelinePage } from './timelinePage.ts';

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
  #feed: TimelineFeed | undefined;
  #isReady = false;

  constructor(extension: vscode.Uri, states: ProgramStates) {
    super(extension, timelinePage(timelineTexts(vscode.l10n)), {
      view: 'wasixPython.timeline',
      script: 'timeline-page.js',
      style: 'timeline/timeline.css',
    });
    this.#states = states;
    this.whileOpen(
      { dispose: () => this.#feed?.close() },
      this.onDidChangeVisibility(() => this.#feed?.poll()),
      vscode.debug.onDidChangeActiveDebugSession(session => this.#follow(session)),
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
        if (event === 'switchPage' && session.id === this.#session?.id) this.#feed?.take(body);
      }),
      vscode.debug.onDidTerminateDebugSession(session => this.#end(session)),
      states.onDidChange(session => {
        if (session.id === this.#session?.id) void this.#feed?.poll();
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
    this.#session = session;
    this.#feed?.close();
    const stands = (): boolean => this.#states.stands(session);
    const isVisible = (): boolean => this.isVisible;
    this.#feed = new TimelineFeed(
      {
        name: session.name,
        get stands() {
          return stands();
        },
        customRequest: (command, args) => session.customRequest(command, args),
      },
      {
        get isVisible() {
          return isVisible();
        },
        post: message => this.post(message),
      },
    );
  }

  #end(session: vscode.DebugSession): void {
    if (session.id !== this.#session?.id) return;
    this.#session = undefined;
    this.#feed?.end();
  }

  /** Has a recorded program go to where control passed by an instruction. */
  async #travel(instruction: number): Promise<void> {
    const session = this.#session;
    if (session === undefined || !this.#states.stands(session)) return;
    await session.customRequest('travelTo', { instruction });
  }

  /** Leads to a continuation: in the Call Stack view while it stands, or else to a line of it. */
  async #show(context: number): Promise<void> {
    const target = this.#feed?.find(context);
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
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
