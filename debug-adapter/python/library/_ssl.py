"""What the module ``ssl`` is imported with where OpenSSL is not built in.

Frameworks import ``ssl`` whether or not they are asked for TLS.  Here contexts
can be made and configured, as they do when they start; only a connection that
is to be encrypted fails, with a sentence that says why.
"""

import os

OPENSSL_VERSION = "none (this Python is built without OpenSSL)"
OPENSSL_VERSION_NUMBER = 0
OPENSSL_VERSION_INFO = (0, 0, 0, 0, 0)
_OPENSSL_API_VERSION = (0, 0, 0, 0, 0)
_DEFAULT_CIPHERS = "DEFAULT"

HAS_SNI = HAS_ECDH = HAS_NPN = HAS_ALPN = HAS_PSK = HAS_PHA = False
HAS_SSLv2 = HAS_SSLv3 = HAS_TLSv1 = HAS_TLSv1_1 = HAS_TLSv1_2 = HAS_TLSv1_3 = False

# The numbers are OpenSSL's, which programs store and combine.
PROTOCOL_SSLv23 = PROTOCOL_TLS = 2
PROTOCOL_TLSv1, PROTOCOL_TLSv1_1, PROTOCOL_TLSv1_2 = 3, 4, 5
PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER = 16, 17
PROTO_MINIMUM_SUPPORTED, PROTO_MAXIMUM_SUPPORTED = -2, -1
PROTO_SSLv3, PROTO_TLSv1, PROTO_TLSv1_1, PROTO_TLSv1_2, PROTO_TLSv1_3 = range(768, 773)

CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = range(3)
VERIFY_DEFAULT = 0
VERIFY_CRL_CHECK_LEAF, VERIFY_CRL_CHECK_CHAIN = 0x4, 0xC
VERIFY_X509_STRICT, VERIFY_ALLOW_PROXY_CERTS = 0x20, 0x40
VERIFY_X509_TRUSTED_FIRST, VERIFY_X509_PARTIAL_CHAIN = 0x8000, 0x80000
HOSTFLAG_ALWAYS_CHECK_SUBJECT, HOSTFLAG_NEVER_CHECK_SUBJECT = 0x1, 0x20
HOSTFLAG_MULTI_LABEL_WILDCARDS, HOSTFLAG_NO_PARTIAL_WILDCARDS = 0x8, 0x4
HOSTFLAG_NO_WILDCARDS, HOSTFLAG_SINGLE_LABEL_SUBDOMAINS = 0x2, 0x10

OP_ALL = 0x80000050
OP_NO_SSLv2, OP_NO_SSLv3 = 0, 0x2000000
OP_NO_TLSv1, OP_NO_TLSv1_1 = 0x4000000, 0x10000000
OP_NO_TLSv1_2, OP_NO_TLSv1_3 = 0x8000000, 0x20000000
OP_NO_COMPRESSION, OP_NO_TICKET, OP_NO_RENEGOTIATION = 0x20000, 0x4000, 0x40000000
OP_CIPHER_SERVER_PREFERENCE, OP_SINGLE_DH_USE, OP_SINGLE_ECDH_USE = 0x400000, 0, 0
OP_LEGACY_SERVER_CONNECT, OP_ENABLE_MIDDLEBOX_COMPAT = 0x4, 0x100000
OP_IGNORE_UNEXPECTED_EOF, OP_ENABLE_KTLS = 0x80, 0x8

SSL_ERROR_SSL, SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE = 1, 2, 3
SSL_ERROR_WANT_X509_LOOKUP, SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN = 4, 5, 6
SSL_ERROR_WANT_CONNECT, SSL_ERROR_EOF, SSL_ERROR_INVALID_ERROR_CODE = 7, 8, 10

ALERT_DESCRIPTION_CLOSE_NOTIFY = 0
ALERT_DESCRIPTION_UNEXPECTED_MESSAGE = 10
ALERT_DESCRIPTION_HANDSHAKE_FAILURE = 40
ALERT_DESCRIPTION_INTERNAL_ERROR = 80
ALERT_DESCRIPTION_UNRECOGNIZED_NAME = 112

ENCODING_PEM, ENCODING_DER = 1, 2

err_codes_to_names = {}
lib_codes_to_names = {}


class SSLError(OSError):
    """A failure of TLS."""

    library = None
    reason = None


class SSLZeroReturnError(SSLError):
    """The peer has closed the encrypted connection."""


class SSLWantReadError(SSLError):
    """More has to be received first."""


class SSLWantWriteError(SSLError):
    """More has to be sent first."""


class SSLSyscallError(SSLError):
    """A system call has failed."""


class SSLEOFError(SSLError):
    """The connection has ended without saying so."""


class SSLCertVerificationError(SSLError, ValueError):
    """A certificate is not to be trusted."""

    verify_code = None
    verify_message = None


def _refuse():
    error = SSLError(
        SSL_ERROR_SSL,
        "TLS is not available: this Python is built without OpenSSL. "
        "Use http, or a proxy that speaks TLS for the program.",
    )
    error.library, error.reason = "SSL", "UNSUPPORTED"
    raise error


class Certificate:
    """An X.509 certificate."""


class SSLSession:
    """A session that can be resumed."""


class MemoryBIO:
    """A buffer between a connection and whoever encrypts it."""

    def __init__(self):
        self._bytes = bytearray()
        self.eof = False

    @property
    def pending(self):
        return len(self._bytes)

    def read(self, size=-1):
        """Take bytes from the front, all by default."""
        count = len(self._bytes) if size < 0 else size
        data = bytes(self._bytes[:count])
        del self._bytes[:count]
        return data

    def write(self, data):
        """Add bytes at the end."""
        self._bytes += data
        return len(data)

    def write_eof(self):
        """End the buffer."""
        self.eof = True


class _SSLContext:
    """Settings for connections, none of which can be made."""

    def __new__(cls, protocol=PROTOCOL_TLS):
        context = super().__new__(cls)
        is_client = protocol == PROTOCOL_TLS_CLIENT
        context._values = {
            "protocol": protocol,
            "options": OP_ALL | OP_NO_SSLv3,
            "verify_mode": CERT_REQUIRED if is_client else CERT_NONE,
            "verify_flags": VERIFY_X509_TRUSTED_FIRST,
            "minimum_version": PROTO_MINIMUM_SUPPORTED,
            "maximum_version": PROTO_MAXIMUM_SUPPORTED,
            "check_hostname": is_client,
            "num_tickets": 2,
            "post_handshake_auth": False,
            "sni_callback": None,
            "keylog_filename": None,
            "_host_flags": HOSTFLAG_NO_PARTIAL_WILDCARDS,
            "_msg_callback": None,
        }
        return context

    @property
    def protocol(self):
        return self._values["protocol"]

    @property
    def security_level(self):
        return 2

    def get_ciphers(self):
        """List the ciphers that can be used."""
        return []

    def set_ciphers(self, ciphers):
        """Choose ciphers, of which there is none."""

    def _set_alpn_protocols(self, protocols):
        pass

    def load_default_certs(self, purpose=None):
        """Trust what the system trusts."""

    def set_default_verify_paths(self):
        """Trust what is in OpenSSL's folders."""

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        """Trust further certificates."""

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        """Refuse: whoever has a certificate is about to use it."""
        _refuse()

    def load_dh_params(self, path):
        """Refuse, as `load_cert_chain`."""
        _refuse()

    def set_ecdh_curve(self, name):
        """Choose a curve."""

    def cert_store_stats(self):
        """Count the certificates."""
        return {"x509": 0, "crl": 0, "x509_ca": 0}

    def get_ca_certs(self, binary_form=False):
        """List the trusted certificates."""
        return []

    def session_stats(self):
        """Count the sessions."""
        return {}

    def _wrap_socket(self, *args, **options):
        _refuse()

    def _wrap_bio(self, *args, **options):
        _refuse()


def _setting(name):
    def get(context):
        return context._values[name]

    def set_(context, value):
        context._values[name] = value

    return property(get, set_)


for _name in (
    "options",
    "verify_mode",
    "verify_flags",
    "minimum_version",
    "maximum_version",
    "check_hostname",
    "num_tickets",
    "post_handshake_auth",
    "sni_callback",
    "keylog_filename",
    "_host_flags",
    "_msg_callback",
):
    setattr(_SSLContext, _name, _setting(_name))


def RAND_status():
    """Tell whether random bytes can be had."""
    return True


def RAND_add(data, entropy):
    """Add entropy, of which the system has enough."""


def RAND_bytes(count):
    """Return random bytes."""
    return os.urandom(count)


def get_default_verify_paths():
    """Tell where OpenSSL would look for certificates."""
    return ("SSL_CERT_FILE", "", "SSL_CERT_DIR", "")


def txt2obj(text, name=False):
    """Describe an object identifier: those that `ssl` asks for when it is imported."""
    known = {
        "1.3.6.1.5.5.7.3.1": (129, "serverAuth", "TLS Web Server Authentication"),
        "1.3.6.1.5.5.7.3.2": (130, "clientAuth", "TLS Web Client Authentication"),
    }
    if text not in known:
        raise ValueError(f"unknown object {text!r}")
    return (*known[text], text)


def nid2obj(number):
    """Refuse: nobody knows objects by number without OpenSSL."""
    raise ValueError(f"unknown NID {number}")
