function failing(reason: string, module: string, tests: readonly string[]): [string, string][] {
  return tests.map(test => [`${module}.${test}`, reason]);
}

const NO_PERMISSIONS = 'WASI has no owners and no permissions of files.';
const NO_STATVFS = 'WASI does not tell how full a file system is.';
const NO_SOCKETS = 'The host does not serve sockets yet.';

/** CPython's tests that are known to fail here, by `module.Class.test`, and why. */
export const KNOWN_FAILURES: ReadonlyMap<string, string> = new Map([
  ...failing(NO_PERMISSIONS, 'os', ['OSErrorTests.test_oserror_filename']),
  ...failing(NO_PERMISSIONS, 'posix', [
    'PosixTester.test_chmod_dir_symlink',
    'PosixTester.test_chmod_file_symlink',
    'PosixTester.test_chown',
    'PosixTester.test_getgrouplist',
    'TestPosixDirFd.test_chmod_dir_fd',
  ]),
  ...failing(NO_STATVFS, 'os', [
    'Pep383Tests.test_statvfs',
    'StatAttributeTests.test_statvfs_attributes',
    'StatAttributeTests.test_statvfs_result_pickle',
  ]),
  ...failing(NO_STATVFS, 'posix', ['PosixTester.test_fstatvfs', 'PosixTester.test_statvfs']),
  ...failing(NO_SOCKETS, 'os', [
    'TestSendfile.test_headers',
    'TestSendfile.test_headers_overflow_32bits',
    'TestSendfile.test_invalid_offset',
    'TestSendfile.test_keywords',
    'TestSendfile.test_offset_overflow',
    'TestSendfile.test_send_at_certain_offset',
    'TestSendfile.test_send_whole_file',
    'TestSendfile.test_trailers',
    'TestSendfile.test_trailers_overflow_32bits',
  ]),
  ...failing(
    'A write to a pipe takes what there is room for, and does not wait for the rest.',
    'io',
    [
      'CSignalsTest.test_interrupted_write_unbuffered',
      'PySignalsTest.test_interrupted_write_unbuffered',
    ],
  ),
  ...failing('CPython leaves signal.pause() out on WASI.', 'signal', [
    'ItimerTest.test_itimer_real',
  ]),
  ...failing('The host does not tell how much processor time a guest has used.', 'signal', [
    'ItimerTest.test_itimer_prof',
    'ItimerTest.test_itimer_virtual',
  ]),
  ...failing("wasix-libc's pthread_sigmask() takes any number.", 'signal', [
    'PendingSignalsTests.test_pthread_sigmask_arguments',
  ]),
  ...failing('There are no processes that a descriptor could be inherited by.', 'posix', [
    'PosixTester.test_pipe2',
  ]),
  ...failing("The test needs CPython's test module _testcapi, which is not built in.", 'posix', [
    'PosixTester.test_pipe2_c_limits',
  ]),
]);
