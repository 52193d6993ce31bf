import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { Program } from '../../debug-adapter/session/test/program.ts';
import type { Scenario } from './scenario.ts';

/** A debugger that scripts are played to. */
export interface Debugger {
  /** Starts its adapter. */
  readonly command: readonly string[];
  /** What it wants in each launch configuration. */
  readonly configuration: object;
}

const COMMANDS = { over: 'next', in: 'stepIn', out: 'stepOut', continue: 'continue' } as const;

const CONTEXTS = {
  eval: 'watch',
  hover: 'hover',
  console: 'repl',
  clipboard: 'clipboard',
  hex: 'watch',
};

/** Plays a scenario to a debugger. @returns what a user gets to see, in lines. */
export async function play(scenario: Scenario, judged: Debugger): Promise<string[]> {
  const player = new Player(scenario, judged);
  try {
    return await player.play();
  } finally {
    await player.close();
  }
}

class Player {
  readonly #client: DapClient;
  readonly #program: Program;
  readonly #scenario: Scenario;
  readonly #configuration: object;
  readonly #lines: string[] = [];
  readonly #breakpoints: DebugProtocol.SourceBreakpoint[] = [];
  readonly #functions: string[] = [];
  readonly #filters: string[] = [];
  #printed = '';
  #exitCode: number | undefined;
  #threadId = 0;
  #hasEnded = false;

  constructor(scenario: Scenario, { command, configuration }: Debugger) {
    this.#scenario = scenario;
    this.#configuration = configuration;
    this.#program = new Program(path.join(import.meta.dirname, 'programs', scenario.program));
    this.#client = new DapClient(command);
    this.#client.onMessage(message => {
      if (message.type !== 'event') return;
      const { event, body } = message as DebugProtocol.Event;
      if (event === 'output' && /^(stdout|console)$/.test(body.category ?? 'console')) {
        this.#printed += body.output;
      }
      if (event === 'exited') this.#exitCode = body.exitCode;
    });
  }

  async play(): Promise<string[]> {
    await this.#client.request('initialize', {
      adapterID: 'judge',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsVariableType: true,
      supportsVariablePaging: true,
    });
    const launched = this.#client.send('launch', {
      program: this.#program.file,
      console: 'internalConsole',
      ...this.#configuration,
      ...this.#scenario.configuration,
    });
    await this.#client.event('initialized');
    for (const line of this.#scenario.script) {
      if (this.#hasEnded) break;
      await this.#perform(line);
      if (line === 'run') await launched;
    }
    return this.#lines;
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  #say(line: string): void {
    this.#lines.push(line);
  }

  async #perform(line: string): Promise<void> {
    const [verb = '', ...words] = line.split(' ');
    const rest = words.join(' ');
    if (verb === 'break') return this.#break(rest);
    if (verb === 'function') return void this.#functions.push(rest);
    if (verb === 'filter') return void this.#filters.push(rest);
    if (verb === 'run') return this.#run();
    if (verb === 'clear') return this.#clear();
    if (verb === 'end') return this.#end();
    if (verb in COMMANDS) return this.#resume(verb as keyof typeof COMMANDS);
    if (verb in CONTEXTS) return this.#evaluate(verb as keyof typeof CONTEXTS, rest);
    return this.#look(verb, words);
  }

  async #look(verb: string, words: string[]): Promise<void> {
    const [first = '', ...others] = words;
    switch (verb) {
      case 'stack':
        for (const frame of await this.#stack()) this.#say(`  ${this.#place(frame)}`);
        return;
      case 'threads': {
        const { threads } = await this.#client.request('threads');
        return this.#say(`threads: ${threads.length}`);
      }
      case 'locals':
        return this.#sayVariables('locals', await this.#scope());
      case 'inside': {
        const { variablesReference } = await this.#value('watch', first);
        return this.#sayVariables(`inside ${first}`, variablesReference);
      }
      case 'set':
        return this.#set('setVariable', first, others.join(' '));
      case 'setexpr':
        return this.#set('setExpression', first, others.join(' '));
      case 'complete':
        return this.#complete(first);
      case 'goto':
        return this.#goto(first);
      case 'targets':
        return this.#targets();
      case 'exception':
        return this.#exception();
      case 'modules': {
        const { modules } = await this.#client.request('modules');
        const names = modules.map(({ name }: DebugProtocol.Module) => name);
        return this.#say(`modules has ${first}: ${names.includes(first)}`);
      }
    }
    throw new Error(`no such line in a script: ${verb}`);
  }

  /** `@marker… [if CONDITION | hits COUNT | log TEXT]`, or a number instead of a marker. */
  #break(rest: string): void {
    const [, places = '', kind, text] = /^(.*?)(?: (if|hits|log) (.*))?$/.exec(rest) ?? [];
    for (const place of places.split(' ')) {
      this.#breakpoints.push({
        line: this.#line(place),
        ...(kind === 'if' ? { condition: text } : {}),
        ...(kind === 'hits' ? { hitCondition: text } : {}),
        ...(kind === 'log' ? { logMessage: text } : {}),
      } as DebugProtocol.SourceBreakpoint);
    }
  }

  #line(place: string): number {
    return place.startsWith('@') ? this.#program.line(place.slice(1)) : Number(place);
  }

  async #setBreakpoints(): Promise<void> {
    const { breakpoints } = await this.#client.request('setBreakpoints', {
      source: { path: this.#program.file },
      breakpoints: this.#breakpoints,
    });
    for (const { verified, line } of breakpoints) this.#say(`breakpoint: ${verified} at ${line}`);
  }

  async #run(): Promise<void> {
    if (this.#breakpoints.length > 0) await this.#setBreakpoints();
    if (this.#functions.length > 0) {
      const breakpoints = this.#functions.map(name => ({ name }));
      await this.#client.request('setFunctionBreakpoints', { breakpoints });
    }
    await this.#client.request('setExceptionBreakpoints', { filters: this.#filters });
    await this.#client.request('configurationDone');
    await this.#stopOrEnd();
  }

  async #clear(): Promise<void> {
    this.#breakpoints.length = 0;
    await this.#setBreakpoints();
  }

  /** Takes all away that could stop the program, and waits for its end. */
  async #end(): Promise<void> {
    await this.#clear();
    await this.#client.request('setFunctionBreakpoints', { breakpoints: [] });
    await this.#client.request('setExceptionBreakpoints', { filters: [] });
    await this.#resume('continue');
  }

  async #resume(verb: keyof typeof COMMANDS): Promise<void> {
    await this.#client.request(COMMANDS[verb], { threadId: this.#threadId });
    await this.#stopOrEnd();
  }

  async #stopOrEnd(): Promise<void> {
    const stop = await this.#client.eventOf('stopped', 'terminated');
    if (stop.event === 'terminated') {
      this.#hasEnded = true;
      for (const line of this.#printed.trimEnd().split('\n')) {
        this.#say(`printed: ${withoutAddresses(line)}`);
      }
      return this.#say(`ended with code ${this.#exitCode}`);
    }
    this.#threadId = stop.body.threadId;
    const [top] = await this.#stack();
    this.#say(`stopped (${stop.body.reason}) at ${top && this.#place(top)}`);
  }

  /** The frames of the program that stopped, without labels and what is no user's code. */
  async #stack(): Promise<DebugProtocol.StackFrame[]> {
    const { stackFrames } = await this.#client.request('stackTrace', { threadId: this.#threadId });
    const labelled = stackFrames.findIndex(
      ({ presentationHint }: DebugProtocol.StackFrame) => presentationHint === 'label',
    );
    return (labelled < 0 ? stackFrames : stackFrames.slice(0, labelled)).filter(
      ({ presentationHint }: DebugProtocol.StackFrame) => presentationHint !== 'subtle',
    );
  }

  #place({ name, source, line }: DebugProtocol.StackFrame): string {
    // debugpy leaves out the class.
    const [functionName = ''] = name.split('.').slice(-1);
    // It says so where an exception leaves the user's code.
    return `${functionName.replace(' (Current frame)', '')} ${path.basename(source?.path ?? '')}:${line}`;
  }

  async #frameId(): Promise<number | undefined> {
    const [top] = await this.#stack();
    return top?.id;
  }

  async #scope(): Promise<number> {
    const { scopes } = await this.#client.request('scopes', { frameId: await this.#frameId() });
    return scopes[0].variablesReference;
  }

  async #sayVariables(what: string, variablesReference: number): Promise<void> {
    const { variables } = await this.#client.request('variables', { variablesReference });
    for (const { name, value, type } of variables) {
      // debugpy writes an item without brackets, and has groups and a length besides.
      if (/ variables$|^len\(\)$|^_/.test(name)) continue;
      const plainName = name.replace(/^\[(.*)\]$/, '$1');
      this.#say(`${what}: ${plainName}: ${type} = ${withoutAddresses(value)}`);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: the body is a response's
  async #value(context: string, expression: string, format?: object): Promise<any> {
    const frameId = await this.#frameId();
    return this.#client.request('evaluate', { expression, frameId, context, format });
  }

  async #evaluate(verb: keyof typeof CONTEXTS, expression: string): Promise<void> {
    const format = verb === 'hex' ? { hex: true } : undefined;
    const answer = await this.#value(CONTEXTS[verb], expression, format).then(
      ({ result }) => withoutAddresses(result),
      () => 'refused',
    );
    this.#say(`${verb} ${expression}: ${answer}`);
  }

  async #set(command: string, target: string, value: string): Promise<void> {
    const frameId = await this.#frameId();
    const response = await this.#client.send(
      command,
      command === 'setVariable'
        ? { variablesReference: await this.#scope(), name: target, value }
        : { frameId, expression: target, value },
    );
    this.#say(`${command} ${target}: ${response.success ? response.body.value : 'refused'}`);
  }

  async #complete(text: string): Promise<void> {
    const { targets } = await this.#client.request('completions', {
      text,
      column: text.length + 1,
      frameId: await this.#frameId(),
    });
    const labels = targets
      .map(({ label }: DebugProtocol.CompletionItem) => label)
      .filter((label: string) => !label.startsWith('_'));
    this.#say(`complete ${text}: ${labels.sort().join(' ')}`);
  }

  async #goto(place: string): Promise<void> {
    const { targets } = await this.#client.request('gotoTargets', {
      source: { path: this.#program.file },
      line: this.#line(place),
    });
    await this.#client.request('goto', { threadId: this.#threadId, targetId: targets[0].id });
    await this.#stopOrEnd();
  }

  async #targets(): Promise<void> {
    const frameId = await this.#frameId();
    const { targets } = await this.#client.request('stepInTargets', { frameId });
    for (const { label } of targets) this.#say(`target: ${label}`);
  }

  async #exception(): Promise<void> {
    const info = await this.#client.request('exceptionInfo', { threadId: this.#threadId });
    this.#say(`exception ${info.exceptionId}: ${info.breakMode}`);
  }
}

function withoutAddresses(text: string): string {
  return text.replace(/0x[0-9a-f]{6,}/gi, '0x…');
}
