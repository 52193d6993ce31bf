import { type Expectation, failing, ofThisVersion } from './expectation.ts';

/** eventlet's tests that are known not to pass, of whatever version. */
const ALL: readonly Expectation[] = [
  failing('There are no processes.', [
    'hub_test.TestSuspend.test_suspend_doesnt_crash',
    'hub_test.test_fork',
    'hub_test.test_fork_simple',
    'patcher_test.test_subprocess_after_monkey_patch',
    'patcher_test.Os.test_waitpid',
    'subprocess_test.test_check_call_without_timeout_works',
    'subprocess_test.test_close_popen_stdin_with_close_fds',
    'subprocess_test.test_communicate_with_poll',
    'subprocess_test.test_patched_communicate_290',
    'subprocess_test.test_subprocess_wait',
    'subprocess_test.test_universal_lines',
    'greenio_test.test_double_close_219',
  ]),
  failing('There are no Unix sockets but pairs.', [
    'backdoor_test.BackdoorTest.test_server_on_unix_socket',
    'wsgi_test.TestHttpd.test_log_unix_address',
  ]),
  failing('The network is "loopback": what listens on all addresses listens on that of loopback.', [
    'api_test.TestApi.test_tcp_listener',
  ]),
  failing('The network is "loopback", and the test connects to an address outside.', [
    'greenio_test.TestGreenSocket.test_connect_ex_timeout',
    'greenio_test.TestGreenSocket.test_connect_timeout',
  ]),
  failing('There is no /etc/hosts, in which eventlet looks names up by itself.', [
    'env_test.test_tpool_dns',
    'greendns_test.TestHostsResolver.test_default_fname',
  ]),
  failing("The sizes of a socket's buffers are Node's and cannot be set.", [
    'greenio_test.TestGreenSocket.test_send_timeout',
  ]),
  failing('Clocks of processor time tell the time that has passed.', [
    'ssl_test.SSLTest.test_sendall_cpu_usage',
  ]),
  failing('wasix-libc has no O_NDELAY.', ['greenio_test.TestGreenSocket.test_skip_nonblocking']),
  failing(
    'That the peer has gone is known once the event loop has turned, not to the next write.',
    ['wsgi_test.TestHttpd.test_do_not_close_non_idle_connections'],
  ),
];

/** eventlet's tests that are known not to pass, of the version of Python that is tested. */
export const EXPECTATIONS = ofThisVersion(ALL);
