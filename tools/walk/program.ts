import fc from 'fast-check';

/**
 * A statement of a generated program. A number names what it uses: `callee` one of the functions
 * that come after the one that it stands in, so that no program runs for ever.
 */
export type Statement =
  | { readonly kind: 'assign' | 'print' | 'back' }
  | {
      readonly kind: 'call' | 'nested' | 'greenlet' | 'afterSwitch' | 'pause';
      readonly callee: number;
    }
  | { readonly kind: 'sorted' | 'map' | 'comprehension' | 'byLibrary'; readonly callee: number }
  | { readonly kind: 'lambda' | 'switch' | 'throw' | 'delegate'; readonly callee: number }
  | { readonly kind: 'generator'; readonly callee: number; readonly body: readonly Statement[] }
  | { readonly kind: 'loop'; readonly times: number; readonly body: readonly Statement[] }
  | {
      readonly kind: 'if';
      readonly body: readonly Statement[];
      readonly other: readonly Statement[];
    }
  | { readonly kind: 'raise' }
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly handler: readonly Statement[];
      readonly last: readonly Statement[];
    }
  | { readonly kind: 'with'; readonly body: readonly Statement[] }
  | { readonly kind: 'class'; readonly callee: number };

/** A function of a generated program; its parameter is `n`. */
export interface FunctionTree {
  readonly kind: 'plain' | 'oneLine' | 'lambda' | 'generator' | 'recursive';
  /** Whether it stands in the second file. */
  readonly isElsewhere: boolean;
  readonly body: readonly Statement[];
}

export type Flavour = 'greenlets' | 'threads' | 'tasks';

/** A generated program, as a tree that can be made smaller. */
export interface ProgramTree {
  /** What runs beside the main function; the same statements are written for either. */
  readonly flavour: Flavour;
  readonly functions: readonly FunctionTree[];
  readonly main: readonly Statement[];
}

const callee = fc.nat({ max: 5 });

/** Statements by kind, with how often each is wanted. */
const { block } = fc.letrec<{ block: readonly Statement[]; statement: Statement }>(tie => {
  const inner = tie('block');
  const simple = (kind: string, weight: number) => ({
    weight,
    arbitrary: fc.record({ kind: fc.constant(kind), callee }) as fc.Arbitrary<Statement>,
  });
  const nested = (kind: string, parts: Record<string, fc.Arbitrary<unknown>>, weight: number) => ({
    weight,
    arbitrary: fc.record({ kind: fc.constant(kind), ...parts }) as fc.Arbitrary<Statement>,
  });
  return {
    block: fc.array(tie('statement'), { maxLength: 4, size: 'max', depthIdentifier: 'block' }),
    statement: fc.oneof(
      { depthSize: 'small', maxDepth: 2, depthIdentifier: 'block' },
      simple('assign', 3),
      simple('print', 2),
      simple('call', 6),
      simple('nested', 3),
      simple('greenlet', 5),
      simple('afterSwitch', 3),
      simple('switch', 4),
      simple('throw', 1),
      simple('back', 5),
      simple('pause', 2),
      simple('byLibrary', 2),
      simple('sorted', 1),
      simple('map', 1),
      simple('comprehension', 2),
      simple('lambda', 2),
      simple('delegate', 2),
      simple('class', 1),
      simple('raise', 1),
      nested('generator', { callee, body: inner }, 3),
      nested('loop', { times: fc.integer({ min: 1, max: 3 }), body: inner }, 3),
      nested('if', { body: inner, other: inner }, 2),
      nested('try', { body: inner, handler: inner, last: inner }, 3),
      nested('with', { body: inner }, 2),
    ),
  };
});

const functionTree: fc.Arbitrary<FunctionTree> = fc.record({
  kind: fc.constantFrom('plain', 'plain', 'oneLine', 'lambda', 'generator', 'recursive'),
  isElsewhere: fc.boolean(),
  body: block,
});

/** Any program. */
export const programs: fc.Arbitrary<ProgramTree> = fc.record({
  flavour: fc.constantFrom('greenlets', 'greenlets', 'threads', 'tasks'),
  functions: fc.array(functionTree, { maxLength: 6, size: 'max' }),
  main: fc.array(block, { maxLength: 4, size: 'max' }).map(blocks => blocks.flat()),
});
