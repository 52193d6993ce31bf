import type { DebugProtocol } from '@vscode/debugprotocol';
import { type BreakpointRequest, Conversation, type ThreadName } from './conversation.ts';
import type { DapClient } from './dapClient.ts';

/** A program of the tests that stands at a breakpoint, and what there is to ask about a frame of it. */
export class StoppedProgram {
  readonly talk: Conversation;
  readonly client: DapClient;
  frameId = 0;

  private constructor(talk: Conversation) {
    this.talk = talk;
    this.client = talk.client;
  }

  /** Runs a program up to the first of some breakpoints, and looks at the innermost frame. */
  static async at(file: string, ...requests: BreakpointRequest[]): Promise<StoppedProgram> {
    return StoppedProgram.with({}, file, ...requests);
  }

  /** As {@link at}, with more in the launch configuration, and for a client of more capabilities. */
  static async with(
    { configuration = {}, capabilities = {} },
    file: string,
    ...requests: BreakpointRequest[]
  ): Promise<StoppedProgram> {
    const talk = await Conversation.launch(file, configuration, capabilities);
    await talk.setBreakpoints(...requests);
    await talk.run();
    await talk.stopped();
    const stopped = new StoppedProgram(talk);
    await stopped.look();
    return stopped;
  }

  /** Looks at a frame of a thread, the innermost one of the stopped thread by default. */
  async look(thread?: ThreadName, index = 0): Promise<void> {
    this.frameId = await this.talk.frameId(thread, index);
  }

  /** Lets the program go on to the next stop, and looks at the innermost frame there. */
  async goOn(): Promise<void> {
    await this.talk.go('continue');
    await this.look();
  }

  /** The result of an evaluation, or the error's message. */
  async evaluate(expression: string, context = 'watch'): Promise<string> {
    const response = await this.answer(expression, context);
    return response.success ? response.body.result : `error: ${response.message}`;
  }

  answer(expression: string, context = 'watch'): Promise<DebugProtocol.Response> {
    return this.client.send('evaluate', { expression, frameId: this.frameId, context });
  }

  /** What is inside of the value of an expression. */
  async inside(
    expression: string,
    context = 'watch',
    page: object = {},
  ): Promise<DebugProtocol.Variable[]> {
    const { body } = await this.answer(expression, context);
    return this.children(body.variablesReference, page);
  }

  async children(variablesReference: number, page = {}): Promise<DebugProtocol.Variable[]> {
    const args = { variablesReference, ...page };
    return (await this.client.request('variables', args)).variables;
  }

  async scope(name = 'Locals'): Promise<number> {
    const { scopes } = await this.client.request('scopes', { frameId: this.frameId });
    const found = scopes.find((scope: DebugProtocol.Scope) => scope.name === name);
    return found?.variablesReference;
  }

  /** The new value of a variable, or the error's message. */
  async set(variablesReference: number, name: string, value: string): Promise<string> {
    const args = { variablesReference, name, value };
    const response = await this.client.send('setVariable', args);
    return response.success ? response.body.value : `error: ${response.message}`;
  }

  async setExpression(expression: string, value: string): Promise<string> {
    const args = { expression, value, frameId: this.frameId };
    const response = await this.client.send('setExpression', args);
    return response.success ? response.body.value : `error: ${response.message}`;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
