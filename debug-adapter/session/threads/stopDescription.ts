import type { Stopped } from '../program/debuggee.ts';

/** Shown beside the thread's name, and short, so as to leave room for that. */
const STOP_DESCRIPTIONS: Record<Stopped['reason'], string> = {
  entry: 'Entry',
  step: 'Step',
  breakpoint: 'Breakpoint',
  'function breakpoint': 'Function Breakpoint',
  'instruction breakpoint': 'Instruction Breakpoint',
  'data breakpoint': 'Data Breakpoint',
  goto: 'Jump',
  // The others are said to be paused.
  pause: 'Paused Here',
  exception: 'Exception',
  switch: 'Switch',
  'next switch': 'Switch',
  arrival: 'Continuation reached',
  left: 'Control left',
};

/** How much of what has changed, and how, is shown there, in characters. */
const LONGEST_CHANGE = 100;

/** The protocol's reasons for stops; the others are its own. */
const STOP_REASONS: Partial<Record<Stopped['reason'], string>> = {
  // What makes a client ask for the details.
  switch: 'exception',
  'next switch': 'step',
  arrival: 'step',
  left: 'step',
};

/** Why the program has stopped, in the protocol's words where it has one. */
export function stopReason({ reason }: Stopped): string {
  return STOP_REASONS[reason] ?? reason;
}

/** What a client shows beside the thread's name; of the text that it may show nowhere else, too. */
export function describeStop({ reason, text }: Stopped): string {
  const description = STOP_DESCRIPTIONS[reason];
  if (reason !== 'data breakpoint' || text === undefined) return description;
  const what = text.length > LONGEST_CHANGE ? `${text.slice(0, LONGEST_CHANGE)}…` : text;
  return `${description}: ${what}`;
}
