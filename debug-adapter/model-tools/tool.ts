import * as z from 'zod';
import { checkBy } from '../session/arguments/checkArguments.ts';
import { hasEnded, nothingDebugged, stillRuns, unknownToolArgument } from '../session/errors.ts';
import type { Debugger } from './debugger.ts';
import { Places } from './places.ts';
import type { Program, Stop } from './program.ts';

/**
 * What a tool does to the program: `reads` leaves it as it is and runs nothing of it, `steers` only
 * has it stand still, `runs` lets it go on, or runs code in it, or ends it.
 */
export type Effect = 'reads' | 'steers' | 'runs';

/** What language models can call. */
export interface Tool {
  readonly name: string;
  /** For people: what a list of tools shows. */
  readonly title: string;
  readonly summary: string;
  /** For models: what it does, when to use it, and what it answers. */
  readonly description: string;
  readonly effect: Effect;
  /** What its arguments must be. */
  readonly input: z.ZodObject;
  /** @returns the answer, for models. @throws Error with one sentence. */
  call(input: unknown, calls: Call): Promise<string>;
}

/** What a call has beside its arguments. */
export interface Call {
  readonly debugger: Debugger;
  /** Whoever called does not wait for the answer any more. */
  readonly signal: AbortSignal;
}

/** A tool by what it does with arguments that are what they must be. */
export interface Definition<Input extends z.ZodObject> extends Omit<Tool, 'call' | 'input'> {
  readonly input: Input;
  run(input: z.output<Input>, call: ToolCall): Promise<string>;
}

/** Makes a tool whose arguments are checked. */
export function defineTool<Input extends z.ZodObject>(definition: Definition<Input>): Tool {
  const { run, ...rest } = definition;
  return {
    ...rest,
    call: (input, call) =>
      run(check(rest.name, rest.input, input) as z.output<Input>, new ToolCall(call)),
  };
}

/** The arguments of a tool as JSON Schema. */
export function schemaOf({ input }: Tool): z.core.JSONSchema.BaseSchema {
  const { $schema, ...schema } = z.toJSONSchema(input, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return schema;
}

function check(name: string, schema: z.ZodObject, input: unknown): unknown {
  const unknown = Object.keys(input ?? {}).find(key => !Object.hasOwn(schema.shape, key));
  if (unknown !== undefined) {
    throw unknownToolArgument(name, unknown, Object.keys(schema.shape));
  }
  return checkBy(schema, name, withoutNulls(input ?? {}));
}

/** Some models write null for what is not set. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const set = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(set.map(([key, each]) => [key, withoutNulls(each)]));
}

/** A call of a tool under way, with what most tools ask for first. */
export class ToolCall {
  readonly debugger: Debugger;
  readonly signal: AbortSignal;
  readonly places: Places;

  constructor({ debugger: used, signal }: Call) {
    this.debugger = used;
    this.signal = signal;
    this.places = new Places(used.folder);
  }

  /** The program, whether it runs, stands still or has ended. @throws DebugError when there was none. */
  get known(): Program {
    const { program } = this.debugger;
    if (program === undefined) throw nothingDebugged();
    return program;
  }

  /** The program, which is not over. @throws DebugError */
  get living(): Program {
    const program = this.known;
    if (program.hasEnded) throw hasEnded();
    return program;
  }

  /** The program, which stands still. @throws DebugError */
  standing(): { readonly program: Program; readonly stop: Stop } {
    const program = this.living;
    const { stop } = program;
    if (stop === undefined) throw stillRuns();
    return { program, stop };
  }
}
