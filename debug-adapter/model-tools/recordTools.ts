import * as z from 'zod';
import type { SwitchInfo } from '../protocol/customRequests.ts';
import { counted } from './brief.ts';
import { request } from './connection.ts';
import { wholeNumber } from './fields.ts';
import { situation } from './situation.ts';
import { defineTool } from './tool.ts';

/** What each kind of switch is called for models. */
const KINDS = { resume: '', start: ', which begins', end: ', having ended' } as const;

export const status = defineTool({
  name: 'status',
  title: 'Status of the program',
  summary: 'Tells where the program stands, or that it runs or has ended, and what it has printed.',
  description:
    'Tells whether a program is debugged and runs, stands still or has ended: where and why, with the source around, and what it has printed since the last answer. With "wait" it first waits for a running program to stand still.',
  effect: 'reads',
  input: z.object({
    wait: wholeNumber(0, 600, 'How many seconds to wait at most for it to stand still.').default(0),
  }),
  async run({ wait }, call) {
    const program = call.known;
    await program.untilStands(wait, call.signal);
    return situation(program, call);
  },
});

export const output = defineTool({
  name: 'output',
  title: 'Output of the program',
  summary: 'Shows what the program has printed.',
  description:
    'Shows lines that the program has printed since it began, standard errors and remarks of the debugger marked as such, also when it has ended: by default the last ones.',
  effect: 'reads',
  input: z.object({
    start: wholeNumber(
      1,
      Number.MAX_SAFE_INTEGER,
      'The number of the first line, from 1.',
    ).optional(),
    count: wholeNumber(1, 1_000, 'How many lines at most.').default(100),
  }),
  async run({ start, count }, call) {
    const { output: printed } = call.known;
    const { total } = printed;
    const { first, lines } = printed.read(start ?? Math.max(1, total - count + 1), count);
    if (lines.length === 0)
      return `No such lines: the program has printed ${counted(total, 'line')}.`;
    const last = first + lines.length - 1;
    return [`Lines ${first} to ${last} of ${total}:`, ...lines].join('\n');
  },
});

export const switches = defineTool({
  name: 'switches',
  title: 'Last switches',
  summary: 'Lists the last switches of control between continuations.',
  description:
    'Lists the last switches of the main thread between continuations, the latest at the end: the number of each, how long after the one before it was, from whom control went to whom, and whether the target began by it or the origin ended. Works while the program runs, too. 65,536 are kept.',
  effect: 'reads',
  input: z.object({
    start: wholeNumber(0, Number.MAX_SAFE_INTEGER, 'The number of the first one.').optional(),
    count: wholeNumber(1, 1_000, 'How many at most.').default(30),
  }),
  async run({ start, count }, call) {
    const { connection } = call.living;
    const { total, oldest } = await request(connection, 'switchLog', { start: 0, count: 1 });
    if (total === 0) return 'Control has not passed from one continuation to another yet.';
    const first = Math.max(oldest, start ?? total - count);
    if (first >= total)
      return `No such switches: there have been ${counted(total, 'switch', 'switches')}.`;
    // With the one before, for the time since that.
    const before = Math.max(oldest, first - 1);
    const { switches: read } = await request(connection, 'switchLog', {
      start: before,
      count: count + first - before,
    });
    const listed = read.filter(({ sequence }) => sequence >= first);
    const earlier =
      first > oldest ? [`… ${first - oldest} earlier ones: "start" asks for them`] : [];
    return [
      `Switches ${first} to ${first + listed.length - 1} of ${total}:`,
      ...earlier,
      ...listed.map(each => describe(each, read)),
    ].join('\n');
  },
});

function describe(each: SwitchInfo, all: readonly SwitchInfo[]): string {
  const { sequence, time, from, to, kind, exception } = each;
  const before = all.find(other => other.sequence === sequence - 1);
  const delay = before === undefined ? '' : ` (+${(time - before.time).toFixed(2)} ms)`;
  const thrown = exception === undefined ? '' : `, brought ${exception}`;
  return `${sequence}${delay}  ${labelOf(from, each.fromName)} → ${labelOf(to, each.toName)}${KINDS[kind]}${thrown}`;
}

function labelOf(context: number, name = '?'): string {
  return context === 0 ? 'main' : `${name} (g${context})`;
}
