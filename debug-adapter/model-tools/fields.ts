import * as z from 'zod';

/*
 * The kinds of arguments that several tools have. The message of an issue is what the argument must
 * be, and the description is for models.
 */

/** How long a call may keep its model waiting, in seconds; by default, so that no client gives up. */
const LONGEST_WAIT = 600;
const USUAL_WAIT = 20;

export function text(description: string): z.ZodString {
  return z.string({ error: 'a string' }).meta({ description });
}

export function flag(description: string): z.ZodBoolean {
  return z.boolean({ error: 'true or false' }).meta({ description });
}

export function wholeNumber(from: number, to: number, description: string): z.ZodNumber {
  const error = `a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error }).meta({ description });
}

export function listOf<Item extends z.ZodType>(item: Item, description: string): z.ZodArray<Item> {
  return z.array(item, { error: 'a list' }).meta({ description });
}

export const continuation = text(
  'Which continuation: a handle or name as `continuations` lists them, such as "main", "g3" or "task2". By default the one that has stopped.',
).optional();

export const frame = wholeNumber(
  0,
  1_000_000,
  'Which frame of its stack, by the numbers that `stack` tells: 0, the default, is the innermost.',
).default(0);

export const limit = wholeNumber(
  0,
  LONGEST_WAIT,
  'How many seconds to wait at most for the program to stand still; when they are over, the answer is that it still runs.',
).default(USUAL_WAIT);

/** A page of a list. */
export function page(usual: number, most: number) {
  return {
    start: wholeNumber(0, Number.MAX_SAFE_INTEGER, 'How many to leave out.').default(0),
    count: wholeNumber(1, most, 'How many to list at most.').default(usual),
  };
}
