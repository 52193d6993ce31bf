import * as z from 'zod';

/*
 * The kinds of arguments. The message of an issue is what the argument must be; whoever reports
 * it says which argument, and what came instead.
 */

/** The protocol's numbers for things, which have 32 bits there, signed. */
const HIGHEST_ID = 2 ** 31 - 1;

/** More of anything than there can be in a guest, whose counts have 32 bits, signed. */
const MOST = 2 ** 29;

/** How far an address can be from where it is counted from: no sum of two leaves 32 bits. */
const FARTHEST = 2 ** 30;

/** How much is sent at a time at most. */
const MOST_INSTRUCTIONS = 100_000;
const MOST_MEMORY = 64 * 1024 * 1024;

const MOMENT = 'a number from 0 on, whole or with a half';

/** An argument that may be left out, or be null, which some clients write for that. */
export interface Optional<Value> {
  readonly orAbsent: z.ZodType<Value>;
}

/** The kind of each property of an object of a type: this is where the two are held to agree. */
export type Shape<Type> = {
  readonly [Name in keyof Type]-?: Record<never, never> extends Pick<Type, Name>
    ? Optional<Exclude<Type[Name], undefined>>
    : z.ZodType<Type[Name]>;
};

export function optional<Value>(kind: z.ZodType<Value>): Optional<Value> {
  return { orAbsent: kind };
}

/** An object; what else is in it passes. */
export function object<Type>(
  shape: Shape<Type>,
  error = 'an object',
): z.ZodType<Type, unknown, z.core.$ZodTypeInternals<Type, unknown>> {
  const kinds = Object.entries<z.ZodType | Optional<unknown>>(shape).map(([name, kind]) => [
    name,
    'orAbsent' in kind ? nullish(kind.orAbsent) : kind,
  ]);
  // The shape is that of the type, by which the keys were checked.
  return z.looseObject(Object.fromEntries(kinds), { error }) as never;
}

function nullish(kind: z.ZodType): z.ZodType {
  return kind.nullish().transform(value => value ?? undefined);
}

export function listOf<Value>(kind: z.ZodType<Value>): z.ZodType<Value[]> {
  return z.array(kind, { error: 'a list' });
}

export function oneOf<const Word extends string>(...words: Word[]): z.ZodType<Word> {
  const quoted = words.map(word => `"${word}"`);
  return z.enum(words, { error: `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}` });
}

function wholeNumber(from: number, to: number): z.ZodType<number> {
  const error = `a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

export const flag = z.boolean({ error: 'true or false' });

/** Anything, for what is not looked at. */
export const anything = z.any();

/** A text that can be written in UTF-8, as the guest does. */
export const text = z
  .string({ error: 'a string' })
  .refine(value => value.isWellFormed(), { error: 'a string of whole characters' });

/** A name as the guest has told it, which may be of any characters. */
export const nameOfChild = z.string({ error: 'a string' });

export const path = text.refine(value => !value.includes('\0'), {
  error: 'a path, which has no null character',
});

/** An address as the adapter has told it. */
export const address = z
  .string({ error: 'a string' })
  .max(32, { error: 'an address: 0x and hexadecimal digits' });

export const base64 = z
  .string({ error: 'a string' })
  .regex(/^[\w+/-]*={0,2}$/, { error: 'a string in Base64' });

/** Of a frame, a thread, a source …: the number by which the adapter has told of it. */
export const id = wholeNumber(-HIGHEST_ID, HIGHEST_ID);

/** Of a request, which the client has chosen. */
export const requestNumber = z.int({ error: 'a whole number' });

/** A line or a column, counted from 0 or from 1, as the client likes it. */
export const coordinate = wholeNumber(0, HIGHEST_ID);

/** With which one to begin. More than there are: none. */
export const first = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** With which one to begin, or how many: as many as there can be will do for more. */
export const position = first.transform(value => Math.min(value, MOST));

/** A position in a recorded run, or half-way between two. */
export const moment = z
  .number({ error: MOMENT })
  .multipleOf(0.5, { error: MOMENT })
  .min(0, { error: MOMENT })
  .max(Number.MAX_SAFE_INTEGER, { error: MOMENT });

export const offset = wholeNumber(-FARTHEST, FARTHEST);
export const instructionCount = wholeNumber(0, MOST_INSTRUCTIONS);
export const memorySize = wholeNumber(0, MOST_MEMORY);
