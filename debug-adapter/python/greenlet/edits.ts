import { type AnchoredEdit, insertAfter, insertBefore } from '../recipe/anchoredEdit.ts';

function acceptNoArguments(file: string, name: string, parameter: string): AnchoredEdit {
  return {
    file,
    anchor: `${name}(${parameter})`,
    replacement: `${name}(${parameter}, PyObject* Py_UNUSED(noargs))`,
    reason:
      'CPython calls METH_NOARGS functions with two parameters, and a call through a pointer ' +
      'to a function with another number of them traps in Wasm.',
  };
}

const DELETE_LATER =
  'tstate->delete_later lists objects whose reference count is 0 already; taking references ' +
  'on it frees them twice. The list stays with the thread.';

/**
 * What the port changes in greenlet's own sources (3.3). Everything of
 * substance stands in the `wasix_*` files beside this one; the edits call it.
 */
export const greenletEdits: readonly AnchoredEdit[] = [
  insertBefore(
    'slp_platformselect.h',
    '#elif defined(__GNUC__) && defined(__sh__)',
    '#elif defined(__wasm32__)\n# include "wasix_platform.h"\n',
    'Selects the switch for wasm32.',
  ),
  insertAfter(
    'greenlet.cpp',
    '#include "TStackState.cpp"\n',
    '#include "wasix_context.cpp"\n#include "wasix_switch.cpp"\n#include "wasix_debug.cpp"\n',
    'Compiles the port into greenlet, which is one translation unit.',
  ),
  insertAfter(
    'TGreenlet.hpp',
    '#include "greenlet_allocator.hpp"\n',
    '#include "wasix_context.hpp"\n',
    'Declares WasixContext.',
  ),
  insertAfter(
    'TGreenlet.hpp',
    '        static inline StackState make_main() noexcept;\n',
    '        void wasix_drop_copy() noexcept;\n',
    'Takes back the slice that a failed switch copied.',
  ),
  insertAfter(
    'TGreenlet.hpp',
    '        virtual ~Greenlet();\n',
    '        WasixContext wasix_context{this};\n' +
      '        inline void wasix_arrive(bool by_throw, const BorrowedGreenlet& origin);\n' +
      '        void wasix_undo_switch();\n',
    'Every greenlet may own a context.',
  ),
  insertAfter(
    'TGreenlet.hpp',
    '        void inner_bootstrap(PyGreenlet* origin_greenlet, PyObject* run);\n',
    '        switchstack_result_t wasix_first_switch(PyObject* run);\n' +
      '        static void wasix_entry();\n',
    'A greenlet starts on a context of its own.',
  ),
  {
    file: 'TUserGreenlet.cpp',
    anchor: 'switchstack_result_t err = this->g_switchstack();',
    replacement: 'switchstack_result_t err = this->wasix_first_switch(run.borrow());',
    reason: 'Creates the context before the first switch.',
  },
  insertBefore(
    'TUserGreenlet.cpp',
    '    if (OwnedObject tracefunc = this->thread_state()->get_tracefunc()) {\n',
    '    this->wasix_arrive(!args, BorrowedGreenlet(origin_greenlet));\n',
    'A greenlet that starts destroys the context of one that finished, and runs the switch hook.',
  ),
  insertBefore(
    'TGreenlet.cpp',
    '        if (OwnedObject tracefunc = state.get_tracefunc()) {\n',
    '        this->wasix_arrive(!result, err.origin_greenlet);\n',
    'A greenlet that is resumed does the same.',
  ),
  insertBefore(
    'TGreenlet.cpp',
    '    if (err < 0) { /* error */\n',
    '    if (err == WASIX_SWITCH_REFUSED) {\n        this->wasix_undo_switch();\n    }\n',
    'A switch that the host refuses is an exception instead of the end of the process.',
  ),
  insertAfter(
    'TGreenlet.cpp',
    '    // Throw away any saved stack.\n',
    '    this->wasix_context.destroy();\n',
    'A greenlet that is made dead lets go of its context.',
  ),
  insertBefore(
    'PyGreenlet.cpp',
    '    {.name="_stack_saved",',
    '    {.name="gr_wasix_context_id", .get=(getter)green_get_wasix_context_id,\n' +
      '     .doc=green_wasix_context_id_doc},\n' +
      '    {.name="gr_wasix_history", .get=(getter)green_get_wasix_history,\n' +
      '     .doc=green_wasix_history_doc},\n' +
      '    {.name="gr_wasix_run_name", .get=(getter)green_get_wasix_run_name,\n' +
      '     .doc=green_wasix_run_name_doc},\n',
    'Publishes the context id, and how control came to the greenlet.',
  ),
  insertAfter(
    'PyGreenlet.cpp',
    '        assert(c == o->pimpl);\n    }\n',
    '    greenlet::wasix_created(o);\n',
    'Runs the creation hook.',
  ),
  insertBefore(
    'PyModule.cpp',
    '    {.ml_name=NULL, .ml_meth=NULL} /* Sentinel */\n',
    '    {"wasix_continuations", mod_wasix_continuations, METH_NOARGS, mod_wasix_continuations_doc},\n' +
      '    {"wasix_set_switch_hook", mod_wasix_set_switch_hook, METH_O, mod_wasix_set_switch_hook_doc},\n' +
      '    {"wasix_set_creation_hook", mod_wasix_set_creation_hook, METH_O,\n' +
      '     mod_wasix_set_creation_hook_doc},\n',
    'Publishes the functions for debuggers.',
  ),
  {
    file: 'TPythonState.cpp',
    anchor: '    this->delete_later = Py_XNewRef(tstate->delete_later);\n',
    replacement: '',
    reason: DELETE_LATER,
  },
  {
    file: 'TPythonState.cpp',
    anchor:
      '    Py_XDECREF(tstate->delete_later);\n    tstate->delete_later = this->delete_later;\n',
    replacement: '',
    reason: DELETE_LATER,
  },
  acceptNoArguments('PyGreenlet.cpp', 'green_getstate', 'PyGreenlet* self'),
  ...[
    'mod_getcurrent',
    'mod_gettrace',
    'mod_get_pending_cleanup_count',
    'mod_get_total_main_greenlets',
    'mod_get_clocks_used_doing_optional_cleanup',
  ].map(name => acceptNoArguments('PyModule.cpp', name, 'PyObject* UNUSED(module)')),
  acceptNoArguments('tests/_test_extension.c', 'test_getcurrent', 'PyObject* UNUSED(self)'),
  ...['test_raise_dead_greenlet', 'test_raise_greenlet_error'].map(name =>
    acceptNoArguments('tests/_test_extension.c', name, 'PyObject* UNUSED(self)'),
  ),
];
