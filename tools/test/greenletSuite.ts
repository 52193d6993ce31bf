/** greenlet's own test suite. */
import path from 'node:path';
import { pythonFolder } from '../../debug-adapter/session/node/distribution.ts';
import { defaultVersion, guestLibrary } from '../../debug-adapter/session/python/versions.ts';

/** What the names of all its tests begin with. */
export const PREFIX = 'greenlet.tests.';

/** Where the tests are in the guest, and the package objgraph that comes with them. */
export const TESTS_FOLDER = `${guestLibrary(defaultVersion())}/site-packages/greenlet/tests`;

/** The archive of what is in there, on this machine. */
export const TESTS_ARCHIVE = path.join(pythonFolder(), 'greenlet-tests.zip');

export const MODULES: readonly string[] = [
  'test_contextvars',
  'test_cpp',
  'test_extension_interface',
  'test_gc',
  'test_generator',
  'test_generator_nested',
  'test_greenlet',
  'test_greenlet_trash',
  'test_interpreter_shutdown',
  'test_leaks',
  'test_stack_saved',
  'test_throw',
  'test_tracing',
  'test_version',
  'test_weakref',
];
