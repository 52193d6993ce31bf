import type { DebugProtocol } from '@vscode/debugprotocol';
import { type Conversation, describeBinding } from './conversation.ts';

type Answers = DebugProtocol.SetBreakpointsResponse['body'];

/** Functions of `places.py`, named in all ways that there are; two of these are wrong. */
export const PLACES = [
  'loop',
  'Counter.one',
  'helper_module.visit',
  'greenlet:nothing',
  'Counter.dou*',
  { name: 'right', condition: 'value ==' },
  { name: 'places:right', condition: 'value == 1', hitCondition: '2' },
  ':',
];

/** Sets function breakpoints, each by its name or as a request, and writes down the answers. */
export async function setFunctionBreakpoints(
  talk: Conversation,
  ...requests: (string | DebugProtocol.FunctionBreakpoint)[]
): Promise<void> {
  const breakpoints = requests.map(each => (typeof each === 'string' ? { name: each } : each));
  const body: Answers = await talk.client.request('setFunctionBreakpoints', { breakpoints });
  body.breakpoints.forEach((answer, index) => {
    talk.say(`breakpoint on ${breakpoints[index]?.name}: ${describeBinding(answer)}`);
  });
}

/** A variable to be watched: a child of a scope, or an expression. */
export interface WatchRequest extends Omit<DebugProtocol.DataBreakpoint, 'dataId'> {
  readonly name: string;
  readonly thread?: string;
}

/** Asks for variables of the innermost frames, and sets breakpoints on them. */
export async function setDataBreakpoints(
  talk: Conversation,
  ...requests: WatchRequest[]
): Promise<void> {
  const breakpoints: DebugProtocol.DataBreakpoint[] = [];
  const names: string[] = [];
  for (const { name, thread, ...rest } of requests) {
    const info: DebugProtocol.DataBreakpointInfoResponse['body'] = await talk.client.request(
      'dataBreakpointInfo',
      { name, frameId: await talk.frameId(thread) },
    );
    const types = info.accessTypes === undefined ? '' : ` (${info.accessTypes.join()})`;
    talk.say(`data ${name}: ${info.description}${types}`);
    if (info.dataId === null) continue;
    names.push(name);
    breakpoints.push({ dataId: info.dataId, ...rest });
  }
  const body: Answers = await talk.client.request('setDataBreakpoints', { breakpoints });
  body.breakpoints.forEach((answer, index) => {
    talk.say(`breakpoint on ${names[index]}: ${describeBinding(answer)}`);
  });
}

/** The number of breakpoints that a stop names. */
export function countHits(talk: Conversation, stop: DebugProtocol.StoppedEvent['body']): void {
  const count = stop.hitBreakpointIds?.length ?? 0;
  talk.say(`  ${count} breakpoint${count === 1 ? '' : 's'} hit`);
}
