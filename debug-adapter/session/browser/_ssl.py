"""What the module `ssl` is made of, in a page: the browser does TLS, and nobody else can.

A client's handshake is a line that names the host, by which the page knows that what follows is to
be asked for by https. The browser checks certificates, whatever a context says, and by its own
authorities.
"""

import os
import weakref
from _socket import socket

OPENSSL_VERSION = "TLS of the browser"
OPENSSL_VERSION_INFO = _OPENSSL_API_VERSION = (3, 0, 0, 0, 0)
OPENSSL_VERSION_NUMBER = 0x30000000
_DEFAULT_CIPHERS = "DEFAULT"

HAS_SNI = HAS_ECDH = HAS_ALPN = HAS_TLSv1_2 = HAS_TLSv1_3 = True
HAS_NPN = HAS_SSLv2 = HAS_SSLv3 = HAS_TLSv1 = HAS_TLSv1_1 = HAS_PSK = HAS_PHA = False

PROTOCOL_TLS = PROTOCOL_SSLv23 = 2
PROTOCOL_TLSv1_2 = 5
PROTOCOL_TLS_CLIENT = 16
PROTOCOL_TLS_SERVER = 17

PROTO_MINIMUM_SUPPORTED = -2
PROTO_MAXIMUM_SUPPORTED = -1
PROTO_SSLv3 = 0x300
PROTO_TLSv1 = 0x301
PROTO_TLSv1_1 = 0x302
PROTO_TLSv1_2 = 0x303
PROTO_TLSv1_3 = 0x304

CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = range(3)

VERIFY_DEFAULT = 0
VERIFY_CRL_CHECK_LEAF = 0x4
VERIFY_CRL_CHECK_CHAIN = 0xC
VERIFY_X509_STRICT = 0x20
VERIFY_ALLOW_PROXY_CERTS = 0x40
VERIFY_X509_TRUSTED_FIRST = 0x8000
VERIFY_X509_PARTIAL_CHAIN = 0x80000

# Those of OpenSSL 3, which programs combine and compare.
OP_ALL = 0x80000050
OP_NO_SSLv2 = 0
OP_NO_SSLv3 = 0x2000000
OP_NO_TLSv1 = 0x4000000
OP_NO_TLSv1_1 = 0x10000000
OP_NO_TLSv1_2 = 0x8000000
OP_NO_TLSv1_3 = 0x20000000
OP_CIPHER_SERVER_PREFERENCE = 0x400000
OP_SINGLE_DH_USE = OP_SINGLE_ECDH_USE = 0
OP_NO_TICKET = 0x4000
OP_NO_COMPRESSION = 0x20000
OP_NO_RENEGOTIATION = 0x40000000
OP_ENABLE_MIDDLEBOX_COMPAT = 0x100000
OP_IGNORE_UNEXPECTED_EOF = 0x80
OP_LEGACY_SERVER_CONNECT = 0x4
OP_ENABLE_KTLS = 0x8

SSL_ERROR_SSL, SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE = range(1, 4)
SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN, SSL_ERROR_WANT_CONNECT = range(5, 8)
SSL_ERROR_EOF = 8

ALERT_DESCRIPTION_CLOSE_NOTIFY = 0
ALERT_DESCRIPTION_HANDSHAKE_FAILURE = 40
ALERT_DESCRIPTION_INTERNAL_ERROR = 80

ENCODING_PEM, ENCODING_DER = 1, 2

# What OpenSSL knows of the names that `ssl.Purpose` asks for.
_OBJECTS = (
    (129, "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"),
    (130, "clientAuth", "TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2"),
)


class SSLError(OSError):
    """An error of TLS."""

    library = reason = None


class SSLZeroReturnError(SSLError):
    """The peer has ended the connection properly."""


class SSLWantReadError(SSLError):
    """Nothing has come yet."""


class SSLWantWriteError(SSLError):
    """There is no room yet."""


class SSLSyscallError(SSLError):
    """A system call has failed."""


class SSLEOFError(SSLError):
    """The connection is gone."""


class SSLCertVerificationError(SSLError, ValueError):
    """A certificate is not good; only the browser knows that here."""


class SSLSession:
    """A session to take up again, of which the browser tells nothing."""


class MemoryBIO:
    """Bytes on their way between a program and its `SSLObject`."""

    def __init__(self):
        self._bytes = bytearray()
        self.eof = False

    @property
    def pending(self):
        return len(self._bytes)

    def read(self, size=-1):
        taken = bytes(self._bytes if size < 0 else self._bytes[:size])
        del self._bytes[: len(taken)]
        return taken

    def write(self, data):
        self._bytes += data
        return len(data)

    def write_eof(self):
        self.eof = True


class _Setting:
    """Something that programs set, and find again."""

    def __init__(self, default):
        self._default = default

    def __set_name__(self, owner, name):
        self._name = "_set_" + name

    def __get__(self, context, owner=None):
        return self if context is None else context.__dict__.get(self._name, self._default)

    def __set__(self, context, value):
        context.__dict__[self._name] = value


def _server_refused():
    raise SSLError(SSL_ERROR_SSL, "in a page a program can only be a client of TLS")


class _SSLContext:
    """What a program asks of TLS. Most of it is up to the browser."""

    options = _Setting(OP_ALL | OP_NO_SSLv3 | OP_CIPHER_SERVER_PREFERENCE | OP_NO_COMPRESSION)
    minimum_version = _Setting(PROTO_TLSv1_2)
    maximum_version = _Setting(PROTO_MAXIMUM_SUPPORTED)
    verify_flags = _Setting(VERIFY_X509_TRUSTED_FIRST)
    verify_mode = _Setting(CERT_NONE)
    protocol = _Setting(PROTOCOL_TLS)
    _msg_callback = _Setting(None)

    def __new__(cls, protocol):
        self = super().__new__(cls)
        _SSLContext.protocol.__set__(self, protocol)
        self.check_hostname = protocol == PROTOCOL_TLS_CLIENT
        if self.check_hostname:
            _SSLContext.verify_mode.__set__(self, CERT_REQUIRED)
        self.sni_callback = self.keylog_filename = None
        self.post_handshake_auth = False
        self.security_level = 2
        self._protocols = []
        return self

    def _set_alpn_protocols(self, protocols):
        self._protocols = []
        while protocols:
            length, rest = protocols[0], protocols[1:]
            self._protocols.append(bytes(rest[:length]).decode())
            protocols = rest[length:]

    def set_ciphers(self, ciphers):
        pass

    def set_ecdh_curve(self, name):
        pass

    def set_default_verify_paths(self):
        pass

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        pass

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        raise SSLError(SSL_ERROR_SSL, "a page cannot choose certificates: the browser does")

    def get_ciphers(self):
        return []

    def get_ca_certs(self, binary_form=False):
        return []

    def cert_store_stats(self):
        return {"x509": 0, "crl": 0, "x509_ca": 0}

    def _wrap_socket(self, sock, server_side, server_hostname=None, *, owner=None, session=None):
        if server_side or sock.getpeername()[0] in ("127.0.0.1", "::1"):
            _server_refused()
        return _Connection(self, server_hostname, _SocketBytes(sock), owner)

    def _wrap_bio(
        self, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None
    ):
        if server_side:
            _server_refused()
        return _Connection(self, server_hostname, _BioBytes(incoming, outgoing), owner)


class _SocketBytes:
    """The bytes of a connection, by its socket."""

    def __init__(self, sock):
        self._sock = weakref.ref(sock)

    @property
    def end(self):
        return self._sock()

    def read(self, size):
        try:
            return socket.recv(self._sock(), size)
        except BlockingIOError:
            raise SSLWantReadError(SSL_ERROR_WANT_READ, "nothing has come yet") from None

    def write(self, data):
        try:
            return socket.send(self._sock(), data)
        except BlockingIOError:
            raise SSLWantWriteError(SSL_ERROR_WANT_WRITE, "there is no room yet") from None


class _BioBytes:
    """The bytes of a connection that the program itself takes to a socket, and from there."""

    end = None

    def __init__(self, incoming, outgoing):
        self._incoming = incoming
        self._outgoing = outgoing

    def read(self, size):
        if self._incoming.pending or self._incoming.eof:
            return self._incoming.read(size)
        raise SSLWantReadError(SSL_ERROR_WANT_READ, "nothing has come yet")

    def write(self, data):
        return self._outgoing.write(data)


class _Connection:
    """A connection that the browser encrypts."""

    session_reused = server_side = False
    session = None

    def __init__(self, context, server_hostname, data, owner):
        self.context = context
        self.server_hostname = server_hostname
        self.owner = owner and weakref.ref(owner)
        self._bytes = data
        self._is_open = False

    def do_handshake(self):
        if not self._is_open:
            self._bytes.write(f"TLS {self.server_hostname or ''}\r\n".encode())
        self._is_open = True

    def read(self, size=1024, buffer=None):
        self.do_handshake()
        data = self._bytes.read(size if buffer is None or size else len(buffer))
        if buffer is None:
            return data
        buffer[: len(data)] = data
        return len(data)

    def write(self, data):
        self.do_handshake()
        return self._bytes.write(data)

    def pending(self):
        return 0

    def shutdown(self):
        return self._bytes.end

    def selected_alpn_protocol(self):
        return "http/1.1" if "http/1.1" in self.context._protocols else None

    def getpeercert(self, binary_form=False):
        return None if binary_form else {}

    def get_verified_chain(self):
        return None

    get_unverified_chain = get_verified_chain

    def cipher(self):
        return None

    compression = shared_ciphers = version = cipher

    def get_channel_binding(self, kind="tls-unique"):
        return None


def get_default_verify_paths():
    return ("SSL_CERT_FILE", "", "SSL_CERT_DIR", "")


def txt2obj(text, name=False):
    for found in _OBJECTS:
        if text == found[3] or (name and text in found[1:3]):
            return found
    raise ValueError(f"unknown object {text!r}")


def nid2obj(number):
    for found in _OBJECTS:
        if number == found[0]:
            return found
    raise ValueError(f"unknown NID {number}")


RAND_bytes = os.urandom


def RAND_status():
    return True


def RAND_add(data, entropy):
    pass
