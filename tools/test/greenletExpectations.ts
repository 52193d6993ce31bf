/** A test that is not expected to pass, and why. */
export interface Expectation {
  /** `not run`: it would fail, or wait for ever; `skipped`: it skips itself. */
  readonly outcome: 'not run' | 'skipped';
  readonly reason: string;
}

function notRun(reason: string, tests: readonly string[]): [string, Expectation][] {
  return tests.map(test => [test, { outcome: 'not run', reason }]);
}

function skipped(reason: string, tests: readonly string[]): [string, Expectation][] {
  return tests.map(test => [test, { outcome: 'skipped', reason }]);
}

/** All tests of greenlet's suite that are not expected to pass, without `greenlet.tests.`. */
export const EXPECTATIONS: ReadonlyMap<string, Expectation> = new Map([
  ...notRun('CPython refuses to start processes on WASI, and the test runs its script in one.', [
    'test_cpp.CPPTests.test_unhandled_exception_in_greenlet_aborts',
    'test_cpp.CPPTests.test_unhandled_nonstd_exception_aborts',
    'test_cpp.CPPTests.test_unhandled_std_exception_aborts',
    'test_cpp.CPPTests.test_unhandled_std_exception_as_greenlet_function_aborts',
    'test_greenlet.TestBrokenGreenlets.test_failed_to_slp_switch_into_running',
    'test_greenlet.TestBrokenGreenlets.test_reentrant_switch_GreenletAlreadyStartedInPython',
    'test_greenlet.TestBrokenGreenlets.test_reentrant_switch_run_callable_has_del',
    'test_greenlet.TestBrokenGreenlets.test_reentrant_switch_three_greenlets',
    'test_greenlet.TestBrokenGreenlets.test_reentrant_switch_three_greenlets2',
    'test_greenlet.TestBrokenGreenlets.test_reentrant_switch_two_greenlets',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_active_greenlet_at_shutdown_no_crash',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_deeply_nested_greenlets_at_shutdown',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_finally_block_during_thread_exit',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_greenlet_cleanup_during_thread_exit',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_greenlet_with_traceback_at_shutdown',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_many_greenlets_with_cleanup_at_shutdown',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_multiple_active_greenlets_at_shutdown',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_nested_greenlets_at_shutdown',
    'test_interpreter_shutdown.TestInterpreterShutdown.test_threaded_greenlets_at_shutdown',
  ]),
  ...skipped('Needs psutil to tell how much memory the process uses.', [
    'test_leaks.TestLeaks.test_untracked_memory_doesnt_increase',
    'test_leaks.TestLeaks.test_untracked_memory_doesnt_increase_unfinished_thread_dealloc_in_main',
    'test_leaks.TestLeaks.test_untracked_memory_doesnt_increase_unfinished_thread_dealloc_in_thread',
  ]),
  ...skipped('For versions of Python without context variables.', [
    'test_contextvars.NoContextVarsTests.test_contextvars_errors',
  ]),
  ...skipped('For Python 3.12 and earlier.', ['test_greenlet_trash.TestTrashCanReEnter.test_it']),
  ...skipped("Compares with greenlet's setup.py, which Debian does not ship.", [
    'test_version.VersionTests.test_version',
  ]),
]);
