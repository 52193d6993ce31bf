import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { request } from '../model-tools/connection.ts';
import type { BreakpointWish, Debugger, LaunchWish } from '../model-tools/debugger.ts';
import { Program } from '../model-tools/program.ts';
import type { NetworkGrant } from '../runtime/network/network.ts';
import type { MountSpecification } from '../runtime/node/guestMessages.ts';
import { alreadyDebugged, notGranted } from '../session/errors.ts';
import { contains, realPath } from '../session/program/paths.ts';
import { AdapterConnection } from './adapterConnection.ts';

/** What the programs that a model launches may reach. */
export interface ModelGrants {
  /** Where they are, and relative paths begin. */
  readonly folder: string;
  readonly mounts: readonly MountSpecification[];
  readonly network: NetworkGrant;
  /** Folders of packages that they can import. */
  readonly packages: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The debugger of a model that has no editor: its programs are debugged in this process. */
export class ModelDebugger implements Debugger {
  readonly #grants: ModelGrants;
  readonly #breakpoints = new Map<string, readonly BreakpointWish[]>();
  #program: Program | undefined;
  #isLaunching = false;

  constructor(grants: ModelGrants) {
    this.#grants = grants;
  }

  get folder(): string {
    return this.#grants.folder;
  }

  get program(): Program | undefined {
    return this.#program;
  }

  async launch(wanted: LaunchWish): Promise<Program> {
    // A model can call several tools at once.
    if (this.#isLaunching) throw alreadyDebugged();
    this.#isLaunching = true;
    try {
      this.#program = await this.#start(wanted);
    } finally {
      this.#isLaunching = false;
    }
    return this.#program;
  }

  async #start(wanted: LaunchWish): Promise<Program> {
    const configuration = this.#configuration(wanted);
    const connection = new AdapterConnection(message => program.read(message));
    const program = new Program(connection);
    try {
      const { exceptionBreakpointFilters = [] } = await request(connection, 'initialize', {
        adapterID: 'wasix-python',
        clientID: 'wasix-python-mcp',
      });
      await request(connection, 'launch', configuration);
      for (const file of this.#breakpoints.keys()) {
        this.#tellUnset(program, file, await this.#send(program, file));
      }
      const usual = exceptionBreakpointFilters.filter(filter => filter.default === true);
      const filters = usual.map(({ filter }) => filter);
      await request(connection, 'setExceptionBreakpoints', { filters });
      await request(connection, 'configurationDone', {});
    } catch (error) {
      await request(connection, 'disconnect', {});
      throw error;
    }
    return program;
  }

  async setBreakpoints(
    file: string,
    breakpoints: readonly BreakpointWish[],
  ): Promise<readonly (DebugProtocol.Breakpoint | undefined)[]> {
    this.#breakpoints.set(file, breakpoints);
    const program = this.#program;
    if (program === undefined || program.hasEnded) return breakpoints.map(() => undefined);
    return this.#send(program, file);
  }

  async stop(): Promise<void> {
    const program = this.#program;
    if (program === undefined || program.hasEnded) return;
    await request(program.connection, 'disconnect', { terminateDebuggee: true });
    program.end();
  }

  async #send({ connection }: Program, file: string): Promise<readonly DebugProtocol.Breakpoint[]> {
    const { breakpoints } = await request(connection, 'setBreakpoints', {
      source: { path: file },
      breakpoints: (this.#breakpoints.get(file) ?? []) as DebugProtocol.SourceBreakpoint[],
    });
    return breakpoints;
  }

  /** Tells of those that were kept for this launch, and are not set now. */
  #tellUnset(
    { output }: Program,
    file: string,
    breakpoints: readonly DebugProtocol.Breakpoint[],
  ): void {
    const wanted = this.#breakpoints.get(file) ?? [];
    for (const [index, { verified, message = 'it is not known why.' }] of breakpoints.entries()) {
      if (verified) continue;
      const place = `${path.relative(this.folder, file)}:${wanted[index]?.line}`;
      output.add({ output: `The breakpoint at ${place} is not set: ${message}\n` });
    }
  }

  /** The launch configuration, whose grants are those that the server was started with. */
  #configuration({ program, cwd = '.', env, ...wanted }: LaunchWish): object {
    const { folder, mounts, network, packages } = this.#grants;
    const file = program === undefined ? undefined : path.resolve(folder, program);
    const start = path.resolve(folder, cwd);
    if (file !== undefined) this.#require('program', path.dirname(file), file);
    this.#require('cwd', start, start);
    return {
      ...wanted,
      ...(file === undefined ? {} : { program: file }),
      cwd: start,
      env: { ...this.#grants.env, ...env },
      mounts: mounts.flatMap(mount =>
        mount.kind === 'directory'
          ? [{ source: mount.source, target: mount.point, readOnly: mount.isReadOnly }]
          : [],
      ),
      network,
      packages,
    };
  }

  /** A program reaches its own folder and where it starts: both have to be granted. */
  #require(attribute: string, reached: string, named: string): void {
    const { folder, mounts } = this.#grants;
    const sources = mounts.flatMap(mount => (mount.kind === 'directory' ? [mount.source] : []));
    const place = realPath(reached);
    if ([folder, ...sources].some(granted => contains(realPath(granted), place))) return;
    throw notGranted(attribute, named);
  }
}
