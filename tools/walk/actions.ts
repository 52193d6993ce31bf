import fc from 'fast-check';

/** Something that a person does: at a stop, or, for breakpoints, before the program begins. */
export interface Action {
  readonly kind: ActionKind;
  /** Which of the lines that run it is about. */
  readonly place: number;
  /** Which sort of breakpoint. */
  readonly how: number;
}

export type ActionKind =
  | 'breakpoint'
  | 'clear'
  | 'evaluate'
  | 'variables'
  | 'over'
  | 'in'
  | 'out'
  | 'continue';

const WEIGHTS: Record<ActionKind, number> = {
  in: 12,
  over: 5,
  out: 2,
  continue: 2,
  breakpoint: 2,
  clear: 1,
  evaluate: 1,
  variables: 1,
};

const kinds = fc.oneof(
  ...Object.entries(WEIGHTS).map(([kind, weight]) => ({
    weight,
    arbitrary: fc.constant(kind as ActionKind),
  })),
);

function actionOf(kind: fc.Arbitrary<ActionKind>): fc.Arbitrary<Action> {
  return fc.record({ kind, place: fc.nat({ max: 99 }), how: fc.nat({ max: 11 }) });
}

/** What a person does from the beginning of a program on, which is to set breakpoints. */
export const actions: fc.Arbitrary<Action[]> = fc
  .tuple(
    fc.array(actionOf(fc.constant('breakpoint')), { minLength: 1, maxLength: 4 }),
    fc.array(actionOf(kinds), { minLength: 0, maxLength: 40, size: 'max' }),
  )
  .map(parts => parts.flat());
