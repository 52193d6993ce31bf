import { type AnchoredEdit, insertBefore } from '../recipe/anchoredEdit.ts';
import { BOUNDED_RECURSION, CLEARS_RETURN_INT, COUNTED_SWITCHES } from './reasons.ts';

const MEASURED_STACK =
  'CPython measures a recursion in C by the address of a local variable, which in WebAssembly is on ' +
  'the shadow stack alone: see stack_limits.c.';

const TASKS =
  'asyncio tells the tasks of one event loop, and has its own in no collection that Python code reaches. ' +
  'A debugger shows those of all.';

const LIST_TASKS = `/* The tasks of all event loops, done ones too. */
static PyObject *
wasix_tasks(PyObject *module, PyObject *Py_UNUSED(noargs))
{
    asyncio_state *state = get_asyncio_state(module);
    PyObject *tasks = PySequence_List(state->non_asyncio_eager_tasks);
    if (tasks != NULL
        && (PyList_Extend(tasks, state->non_asyncio_tasks) < 0
            || add_tasks_interp(PyInterpreterState_Get(), (PyListObject *)tasks) < 0)) {
        Py_CLEAR(tasks);
    }
    return tasks;
}

/* The tasks that run, at most one in each thread. */
static PyObject *
wasix_running_tasks(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(noargs))
{
    PyObject *tasks = PyList_New(0);
    if (tasks == NULL) {
        return NULL;
    }
    int error = 0;
    _Py_FOR_EACH_TSTATE_BEGIN(PyInterpreterState_Get(), thread) {
        PyObject *task = ((_PyThreadStateImpl *)thread)->asyncio_running_task;
        if (task != NULL && error == 0) {
            error = PyList_Append(tasks, task);
        }
    }
    _Py_FOR_EACH_TSTATE_END(PyInterpreterState_Get());
    if (error != 0) {
        Py_CLEAR(tasks);
    }
    return tasks;
}

`;

/** What the port changes in CPython 3.14, where other versions have other words. */
export const editsOf314: readonly AnchoredEdit[] = [
  {
    file: 'Python/pystate.c',
    anchor:
      '    tstate->py_recursion_limit = interp->ceval.recursion_limit;\n' +
      '    tstate->py_recursion_remaining = interp->ceval.recursion_limit;\n',
    replacement:
      '    tstate->py_recursion_limit = Py_MIN(interp->ceval.recursion_limit, WASIX_DEEPEST_RECURSION);\n' +
      '    tstate->py_recursion_remaining = tstate->py_recursion_limit;\n',
    reason: BOUNDED_RECURSION,
  },
  insertBefore(
    'Python/ceval_gil.c',
    '    tstate->holds_gil = 1;\n    _Py_unset_eval_breaker_bit(tstate, _PY_GIL_DROP',
    '    wasix_python_begin_interval(gil->interval);\n',
    COUNTED_SWITCHES,
  ),
  insertBefore(
    'Python/generated_cases.c.h',
    '            #if defined(__EMSCRIPTEN__)\n            if (_Py_emscripten_signal_clock == 0) {\n                UPDATE_MISS_STATS(RESUME);',
    '            if (--wasix_countdown <= 0) {\n' +
      '                UPDATE_MISS_STATS(RESUME);\n' +
      '                JUMP_TO_PREDICTED(RESUME);\n' +
      '            }\n',
    COUNTED_SWITCHES,
  ),
  {
    file: 'Python/ceval.c',
    anchor: '{\n#ifdef WIN32\n    ULONG_PTR low, high;\n',
    replacement:
      '{\n#if defined(__wasi__)\n    (void)sp;\n    wasix_python_stack_limits(base, top);\n' +
      '#elif defined(WIN32)\n    ULONG_PTR low, high;\n',
    reason: MEASURED_STACK,
  },
  {
    file: 'Include/internal/pycore_pystate.h',
    anchor: '    return (uintptr_t)__builtin_frame_address(0);\n',
    replacement:
      '    volatile char engines_part[WASIX_ENGINES_PART];\n' +
      '    engines_part[0] = 0;\n' +
      '    return (uintptr_t)engines_part;\n',
    reason: MEASURED_STACK,
  },
  {
    file: 'Modules/_asynciomodule.c',
    anchor: 'static PyMethodDef asyncio_methods[] = {\n',
    replacement:
      `${LIST_TASKS}static PyMethodDef asyncio_methods[] = {\n` +
      '    {"_wasix_tasks", wasix_tasks, METH_NOARGS, NULL},\n' +
      '    {"_wasix_running_tasks", wasix_running_tasks, METH_NOARGS, NULL},\n',
    reason: TASKS,
  },
  insertBefore(
    'Lib/concurrent/futures/__init__.py',
    '    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")\n',
    "    if name == 'InterpreterPoolExecutor':\n" +
      "        raise AttributeError('InterpreterPoolExecutor needs subinterpreters, which cannot be had in '\n" +
      "                             'WebAssembly: use ThreadPoolExecutor')\n\n",
    'A program that asks for it learns why it is not there, as with concurrent.interpreters.',
  ),
  {
    file: 'Lib/test/test_concurrent_futures/util.py',
    anchor: '    executor_type = futures.InterpreterPoolExecutor\n',
    replacement:
      "    executor_type = getattr(futures, 'InterpreterPoolExecutor', None)\n\n" +
      '    def setUp(self):\n' +
      '        if self.executor_type is None:\n' +
      "            self.skipTest('there are no subinterpreters')\n" +
      '        super().setUp()\n',
    reason: 'The tests of other executors run where there are no subinterpreters.',
  },
  {
    file: 'Modules/_operator.c',
    anchor: '    Py_CLEAR(mc->vectorcall_kwnames);\n}\n\nstatic void\nmethodcaller_dealloc(',
    replacement:
      '    Py_CLEAR(mc->vectorcall_kwnames);\n    return 0;\n}\n\nstatic void\nmethodcaller_dealloc(',
    reason: CLEARS_RETURN_INT,
  },
];
