import type { SwitchPage } from '../../../../debug-adapter/protocol/customRequests.ts';
import { ProgramRecording } from '../programRecording.ts';
import { Recording } from '../recording.ts';

/** A switch: `10 → 2`, after 10 µs control passed to context 2, or `10 → 2 start`, `10 → 0 end`. */
export type Story = readonly string[];

/** When the first switch of all stories was, in milliseconds since the epoch. */
export const EPOCH = 1_000_000;

/** A page as the debug adapter tells it. */
export function pageOf(story: Story, begin: Partial<SwitchPage> = {}): SwitchPage {
  const switches = story.map(line => {
    const [, delay, target, kind] = /^(\d+) → (\d+)(?: (start|end))?$/.exec(line) ?? [];
    return { delay: Number(delay), target: Number(target), kind };
  });
  const first = begin.first ?? 0;
  const time = begin.time ?? EPOCH;
  const contexts = new Set([begin.origin ?? 0, ...switches.map(({ target }) => target)]);
  const passed = switches.slice(1).reduce((sum, { delay }) => sum + delay, 0);
  return {
    first,
    time,
    origin: 0,
    delays: switches.map(({ delay }, index) => (index === 0 ? 0 : delay)),
    targets: switches.map(({ target }) => target),
    starts: switches.flatMap(({ kind }, index) => (kind === 'start' ? [index] : [])),
    ends: switches.flatMap(({ kind }, index) => (kind === 'end' ? [index] : [])),
    labels: Object.fromEntries(
      [...contexts].map(context => [context, context === 0 ? 'main' : `worker (g${context})`]),
    ),
    thread: 0,
    throws: {},
    oldest: 0,
    total: first + switches.length,
    now: time + passed / 1_000,
    ...begin,
  };
}

export function recordingOf(story: Story): Recording {
  const recording = new Recording(0, EPOCH);
  recording.add(pageOf(story));
  return recording;
}

/** A program whose main thread does this. */
export function programOf(story: Story): ProgramRecording {
  const program = new ProgramRecording();
  program.add(pageOf(story));
  return program;
}

/** A hub that starts two workers, of which the first dies: 100 µs in all. */
export const TWO_WORKERS: Story = [
  '0 → 1 start',
  '10 → 0',
  '20 → 2 start',
  '30 → 0',
  '5 → 1',
  '15 → 0 end',
  '20 → 2',
];
