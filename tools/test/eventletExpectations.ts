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
  failing('There is no TLS.', [
    'api_test.TestApi.test_connect_ssl',
    'convenience_test.TestServe.test_wrap_ssl',
    'ssl_test.SSLTest.test_client_check_hostname',
    'ssl_test.SSLTest.test_context_wrapped_accept',
    'ssl_test.SSLTest.test_duplex_response',
    'ssl_test.SSLTest.test_explicit_keys_accept',
    'ssl_test.SSLTest.test_greensslobject',
    'ssl_test.SSLTest.test_no_handshake_block_accept_loop',
    'ssl_test.SSLTest.test_receiving_doesnt_block_if_there_is_already_decrypted_buffered_data',
    'ssl_test.SSLTest.test_recv_after_ssl_connect',
    'ssl_test.SSLTest.test_regression_gh_17',
    'ssl_test.SSLTest.test_sendall_cpu_usage',
    'ssl_test.SSLTest.test_ssl_close',
    'ssl_test.SSLTest.test_ssl_connect',
    'ssl_test.SSLTest.test_ssl_context',
    'ssl_test.SSLTest.test_ssl_unwrap',
    'websocket_test.TestWebSocketSSL.test_ssl_sending_messages',
    'wsgi_test.TestHttpd.test_012_ssl_server',
    'wsgi_test.TestHttpd.test_013_empty_return',
    'wsgi_test.TestHttpd.test_017_ssl_zeroreturnerror',
    'wsgi_test.TestHttpd.test_028_ssl_handshake_errors',
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
  failing('wasix-libc has no O_NDELAY.', ['greenio_test.TestGreenSocket.test_skip_nonblocking']),
  failing(
    'That the peer has gone is known once the event loop has turned, not to the next write.',
    ['wsgi_test.TestHttpd.test_do_not_close_non_idle_connections'],
  ),
];

/** eventlet's tests that are known not to pass, of the version of Python that is tested. */
export const EXPECTATIONS = ofThisVersion(ALL);
