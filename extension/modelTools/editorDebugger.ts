import os from 'node:os';
import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type {
  BreakpointWish,
  Debugger,
  LaunchWish,
} from '../../debug-adapter/model-tools/debugger.ts';
import type { Program } from '../../debug-adapter/model-tools/program.ts';
import { launchRefused } from '../../debug-adapter/session/errors.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import type { DebuggedPrograms } from './debuggedPrograms.ts';

/** How long the adapter may take to tell where breakpoints are, and how often to look, in ms. */
const BINDING_PATIENCE = 5_000;
const BINDING_INTERVAL = 20;

/** How long the editor may take to end a session, in seconds. */
const END_PATIENCE = 30;

/** The editor's debugger, with which a model sees what its user sees. */
export class EditorDebugger implements Debugger {
  readonly #programs: DebuggedPrograms;
  /** The breakpoints that were set for models; the others are the user's. */
  readonly #breakpoints = new Map<string, readonly vscode.SourceBreakpoint[]>();

  constructor(programs: DebuggedPrograms) {
    this.#programs = programs;
  }

  get folder(): string {
    return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir();
  }

  get program(): Program | undefined {
    return this.#programs.current;
  }

  async launch({ configuration, ...attributes }: LaunchWish): Promise<Program> {
    const { latest } = this.#programs;
    const launch = { type: DEBUG_TYPE, request: 'launch', name: 'WASIX Python', ...attributes };
    const refused = new Promise<boolean>(resolve => {
      const subscription = this.#programs.onDidRefuse(() => {
        subscription.dispose();
        resolve(false);
      });
    });
    const started = vscode.debug.startDebugging(
      this.#folderOf(attributes.program),
      configuration ?? launch,
    );
    // The editor waits for the user to read why, and the model would with it.
    const isStarted = await Promise.race([started, refused]);
    const program = this.#programs.latest;
    if (isStarted && program !== undefined && program !== latest) return program;
    const reason = program === latest ? undefined : program?.refusal;
    throw launchRefused(reason ?? 'the editor has told its user why.');
  }

  async setBreakpoints(
    file: string,
    wanted: readonly BreakpointWish[],
  ): Promise<readonly (DebugProtocol.Breakpoint | undefined)[]> {
    vscode.debug.removeBreakpoints(this.#breakpoints.get(file) ?? []);
    const breakpoints = wanted.map(each => sourceBreakpoint(file, each));
    this.#breakpoints.set(file, breakpoints);
    vscode.debug.addBreakpoints(breakpoints);
    const { program } = this;
    const session = program && this.#programs.sessionOf(program);
    if (session === undefined) return wanted.map(() => undefined);
    return Promise.all(breakpoints.map(each => bindingOf(session, each)));
  }

  async stop(): Promise<void> {
    const { program } = this;
    const session = program && this.#programs.sessionOf(program);
    if (session === undefined) return;
    await vscode.debug.stopDebugging(session);
    await program?.untilEnded(END_PATIENCE);
  }

  #folderOf(program: string | undefined): vscode.WorkspaceFolder | undefined {
    const file = program && vscode.Uri.file(path.resolve(this.folder, program));
    const own = file && vscode.workspace.getWorkspaceFolder(file);
    return own || vscode.workspace.workspaceFolders?.[0];
  }
}

function sourceBreakpoint(
  file: string,
  { line, condition, hitCondition, logMessage }: BreakpointWish,
): vscode.SourceBreakpoint {
  // A position counts from 0.
  const place = new vscode.Location(vscode.Uri.file(file), new vscode.Position(line - 1, 0));
  return new vscode.SourceBreakpoint(place, true, condition, hitCondition, logMessage);
}

/** What the adapter says of a breakpoint, once the editor has told it. */
async function bindingOf(
  session: vscode.DebugSession,
  breakpoint: vscode.SourceBreakpoint,
): Promise<DebugProtocol.Breakpoint | undefined> {
  const end = Date.now() + BINDING_PATIENCE;
  for (;;) {
    const found = await session.getDebugProtocolBreakpoint(breakpoint);
    if (found !== undefined || Date.now() > end) return found as DebugProtocol.Breakpoint;
    await new Promise(resolve => setTimeout(resolve, BINDING_INTERVAL));
  }
}
