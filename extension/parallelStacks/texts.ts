import type { Translation } from '../webPage/translation.ts';

/** The texts of the page of the parallel stacks, in the editor's language. `{0}` stands for a value. */
export function parallelStacksTexts(l10n: Translation) {
  return {
    title: l10n.t('Parallel Stacks'),
    empty: l10n.t('No stacks yet. Debug a program, and stop it.'),
    status: l10n.t('{0} continuations and tasks'),
    runs: l10n.t('The program runs. This is how it stood when it last stopped.'),
    over: l10n.t('The program is over. This is how it stood when it last stopped.'),
    count: l10n.t('{0} continuations'),
    one: l10n.t('1 continuation'),
    more: l10n.t('{0} more…'),
    open: l10n.t('Go to {0}'),
    show: l10n.t('Show {0} in the Call Stack view'),
    tooMany: l10n.t('The first {0} of {1} places.'),
  };
}

export type ParallelStacksTexts = ReturnType<typeof parallelStacksTexts>;
