import {
  type Expectation,
  failing,
  failingNowAndThen,
  failingOn,
  notRun,
  ofThisVersion,
} from './expectation.ts';

/** CPython's tests that are known not to pass, of whatever version. */
const ALL: readonly Expectation[] = [
  failing('WASI has no owners and no permissions of files.', [
    'os.MakedirTests.test_mode',
    'os.OSErrorTests.test_oserror_filename',
    'os.TestInvalidFD.test_fchmod',
    'os.TestInvalidFD.test_fchown',
    'posix.PosixTester.test_chmod_dir_symlink',
    'posix.PosixTester.test_chmod_file_symlink',
    'posix.PosixTester.test_chown',
    'posix.PosixTester.test_getgrouplist',
    'posix.TestPosixDirFd.test_chmod_dir_fd',
  ]),
  failing('WASI does not tell how full a file system is, and in which blocks it stores files.', [
    'fileio.CAutoFileTests.testBlksize',
    'fileio.PyAutoFileTests.testBlksize',
    'os.Pep383Tests.test_statvfs',
    'os.StatAttributeTests.test_statvfs_attributes',
    'os.StatAttributeTests.test_statvfs_result_pickle',
    'os.TestInvalidFD.test_fstatvfs',
    'posix.PosixTester.test_fstatvfs',
    'posix.PosixTester.test_statvfs',
  ]),
  failingOn('3.13', 'In WebAssembly, a structure with two members is passed by its address.', [
    'ctypes.test_structures.StructureTestCase.test_issue18060_a',
    'ctypes.test_structures.StructureTestCase.test_issue18060_b',
    'ctypes.test_structures.StructureTestCase.test_issue18060_c',
  ]),
  failing('WASI knows no O_RDONLY that is 0, which the test opens a file by.', [
    'ctypes.test_errno.Test.test_open',
  ]),
  failing('hmac asks OpenSSL for nothing that Python has itself.', [
    'hmac.CompareDigestTestCase.test_hmac_compare_digest',
    'hmac.HMACCompareDigestTestCase.test_compare_digest_func',
  ]),
  failing('Functions in WebAssembly have 1000 parameters at most.', [
    'ctypes.test_callbacks.SampleCallbacksTestCase.test_callback_too_many_args',
  ]),
  failing('There are no processes that a descriptor could be inherited by.', [
    'epoll.TestEPoll.test_fd_non_inheritable',
    'socket.InheritanceTest.test_SOCK_CLOEXEC',
    'socket.InheritanceTest.test_default_inheritable',
    'socket.InheritanceTest.test_get_inheritable_cloexec',
    'socket.InheritanceTest.test_set_inheritable_cloexec',
    'socket.InheritanceTest.test_socketpair',
  ]),
  failing('wasix-libc opens a socket that waits where one with SOCK_NONBLOCK is asked for.', [
    'socket.NonBlockingTCPTests.testInitNonBlocking',
    'socket.NonblockConstantTest.test_SOCK_NONBLOCK',
  ]),
  failing('There are no Unix sockets but pairs.', [
    'asyncio.test_base_events.BaseEventLoopWithSelectorTests.test_create_datagram_endpoint_sock_unix',
    'asyncio.test_unix_events.SelectorEventLoopUnixSocketTests.test_create_unix_connection_pathlike',
    'asyncio.test_unix_events.SelectorEventLoopUnixSocketTests.test_create_unix_server_existing_path_nonsock',
    'asyncio.test_unix_events.SelectorEventLoopUnixSocketTests.test_create_unix_server_path_dgram',
    'socket.GeneralModuleTests.test_socket_fileno',
    'socket.RecvmsgIntoUnixStreamTest.*',
    'socket.RecvmsgUnixStreamTest.*',
    'socket.SendmsgUnixStreamTest.*',
    'socket.TestUnixDomain.*',
    'socketserver.SocketServerTest.test_ThreadingUnixDatagramServer',
    'socketserver.SocketServerTest.test_ThreadingUnixStreamServer',
    'socketserver.SocketServerTest.test_UnixDatagramServer',
    'socketserver.SocketServerTest.test_UnixStreamServer',
  ]),
  failing('Sockets carry no ancillary data.', ['socket.SendRecvFdsTests.testSendAndRecvFds']),
  failing('The network is "loopback": what listens on all addresses listens on that of loopback.', [
    'asyncio.test_events.*.test_create_server',
    'asyncio.test_events.*.test_create_server_sock',
    'asyncio.test_events.*.test_create_server_trsock',
  ]),
  // Unless the receiver, on a busy machine, is later than the buffers are full.
  failingNowAndThen("The sizes of a socket's buffers are Node's and cannot be set.", [
    'asyncio.test_sendfile.*.test_sendfile_close_peer_in_the_middle_of_receiving',
  ]),
  failing("The sizes of a socket's buffers are Node's and cannot be set.", [
    'asyncio.test_server.TestServer2.test_abort_clients',
  ]),
  failing('A TCP socket that is bound, and does not listen, resets connections: it refuses none.', [
    'asyncio.test_ssl.TestSSL.test_connect_timeout_warning',
    'ssl.BasicSocketTests.test_connect_ex_error',
  ]),
  failingOn(
    '3.13',
    'That the other end has reset a connection is heard of when the program waits next.',
    ['ssl.TestPreHandshakeClose.test_preauth_data_to_tls_server'],
  ),
  failing('The test takes the constants of Linux for granted, and WASIX has others.', [
    'socket.GeneralModuleTests.testCrucialConstants',
    'socket.NetworkConnectionAttributesTest.testFamily',
  ]),
  failing('A write to a pipe takes what there is room for, and does not wait for the rest.', [
    'io.CSignalsTest.test_interrupted_write_unbuffered',
    'io.PySignalsTest.test_interrupted_write_unbuffered',
  ]),
  failing(
    'sendfile() has headers and trailers on the BSDs alone: the test leaves out Linux only.',
    [
      'os.TestSendfile.test_headers',
      'os.TestSendfile.test_headers_overflow_32bits',
      'os.TestSendfile.test_keywords',
      'os.TestSendfile.test_trailers',
      'os.TestSendfile.test_trailers_overflow_32bits',
    ],
  ),
  failing('wasix-libc does not look at the descriptor, or does not tell what is wrong with it.', [
    'os.TestInvalidFD.test_tcgetpgrp',
    'os.TestInvalidFD.test_tcsetpgrpt',
    'os.TestInvalidFD.test_ttyname',
  ]),
  failingOn(
    '3.13',
    'wasix-libc does not look at the descriptor, or does not tell what is wrong with it.',
    ['os.TestInvalidFD.test_fpathconf'],
  ),
  failingOn('3.14', 'There are no named pipes.', [
    'asyncio.test_events.UnixPipeObjectSupportTests.test_read_fifo',
    'asyncio.test_events.UnixPipeObjectSupportTests.test_write_fifo',
  ]),
  failingOn('3.14', 'There are no subinterpreters.', [
    'unittest.loader._FailedTest.test_interpreter_pool',
  ]),
  failingOn('3.14', 'There are no other processes, of which the module tells.', [
    'unittest.loader._FailedTest.test_tools',
  ]),
  failingOn('3.14', 'The network is "loopback", and the test looks for a name outside.', [
    'urllib2.HandlerTests.test_ftp_error',
  ]),
  failingOn('3.14', 'Node has no TCP_QUICKACK.', ['socket.TestQuickackFlag.test_set_quickack']),
  failingOn('3.14', 'Sockets carry no ancillary data.', [
    'socket.GeneralModuleTests.test_sendmsg_reentrant_ancillary_mutation',
  ]),
  failingOn('3.14', 'A connection that nobody waits for is not made before the next one.', [
    'socket.PurePythonSocketPairTest.test_injected_authentication_failure',
  ]),
  failing('wasix-libc takes an empty path for the current directory.', [
    'os.TestScandir.test_empty_path',
  ]),
  failing(
    'wasix-libc lets a program handle any signal, and has pthread_sigmask() take any number.',
    [
      'asyncio.test_events.*.test_add_signal_handler',
      'signal.PendingSignalsTests.test_pthread_sigmask_arguments',
    ],
  ),
  failing('CPython leaves signal.pause() out on WASI.', ['signal.ItimerTest.test_itimer_real']),
  failing('The host does not tell how much processor time a guest has used.', [
    'signal.ItimerTest.test_itimer_prof',
    'signal.ItimerTest.test_itimer_virtual',
  ]),
  failing("The test needs CPython's test module _testcapi, which is not built in.", [
    'ctypes.test_structures.StructureTestCase.test_packed_c_limits',
    'posix.PosixTester.test_pipe2_c_limits',
  ]),
  notRun("The test needs CPython's test module _testcapi, and leaves its tool when it fails.", [
    'monitoring.TestCApiEventGeneration.test_disable_event',
    'monitoring.TestCApiEventGeneration.test_enter_scope_two_events',
    'monitoring.TestCApiEventGeneration.test_fire_event',
    'monitoring.TestCApiEventGeneration.test_fire_event_failing_callback',
    'monitoring.TestCApiEventGeneration.test_missing_exception',
  ]),
  notRun('Sockets carry no ancillary data, for which the test waits.', [
    'socket.RecvmsgIntoRFC3542AncillaryUDP6Test.*',
    'socket.RecvmsgRFC3542AncillaryUDP6Test.*',
  ]),
  notRun('The test opens as many files as the limit allows, and wasix-libc has none.', [
    'selectors.EpollSelectorTestCase.test_above_fd_setsize',
    'selectors.PollSelectorTestCase.test_above_fd_setsize',
  ]),
];

/** CPython's tests that are known not to pass, of the version that is tested. */
export const EXPECTATIONS = ofThisVersion(ALL);
