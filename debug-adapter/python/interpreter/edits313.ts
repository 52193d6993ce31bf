import { type AnchoredEdit, insertBefore } from '../recipe/anchoredEdit.ts';
import { BOUNDED_RECURSION, CLEARS_RETURN_INT, COUNTED_SWITCHES } from './reasons.ts';

/** What the port changes in CPython 3.13, where other versions have other words. */
export const editsOf313: readonly AnchoredEdit[] = [
  {
    file: 'Python/pystate.c',
    anchor:
      '    tstate->py_recursion_limit = interp->ceval.recursion_limit,\n' +
      '    tstate->py_recursion_remaining = interp->ceval.recursion_limit,\n',
    replacement:
      '    tstate->py_recursion_limit = Py_MIN(interp->ceval.recursion_limit, WASIX_DEEPEST_RECURSION);\n' +
      '    tstate->py_recursion_remaining = tstate->py_recursion_limit;\n',
    reason: BOUNDED_RECURSION,
  },
  insertBefore(
    'Python/ceval_gil.c',
    '    tstate->_status.holds_gil = 1;\n    _Py_unset_eval_breaker_bit(tstate, _PY_GIL_DROP',
    '    wasix_python_begin_interval(gil->interval);\n',
    COUNTED_SWITCHES,
  ),
  insertBefore(
    'Python/generated_cases.c.h',
    '            #if defined(__EMSCRIPTEN__)\n            DEOPT_IF(_Py_emscripten_signal_clock == 0, RESUME);',
    '            DEOPT_IF(--wasix_countdown <= 0, RESUME);\n',
    COUNTED_SWITCHES,
  ),
  {
    file: 'Modules/_operator.c',
    anchor:
      '        Py_CLEAR(mc->vectorcall_kwnames);\n    }\n}\n\nstatic void\nmethodcaller_dealloc(',
    replacement:
      '        Py_CLEAR(mc->vectorcall_kwnames);\n    }\n    return 0;\n}\n\nstatic void\nmethodcaller_dealloc(',
    reason: CLEARS_RETURN_INT,
  },
];
