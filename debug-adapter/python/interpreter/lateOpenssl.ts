import type { PythonVersion } from '../../session/python/versions.ts';
import type { AnchoredEdit } from '../recipe/anchoredEdit.ts';

const LATE =
  'OpenSSL has 2 MB, which take longer to load than many a program to start. Python has hash functions without ' +
  'it, and most programs that import hashlib, hmac or asyncio, or have them imported, want no more than that.';

const HASHLIB = 'Lib/hashlib.py';

/** After `scrypt` where it is imported. */
const REMARK: Readonly<Record<PythonVersion, string>> = { '3.13': '', '3.14': '  # noqa: F401' };

/** What takes the place of the import of `ssl` in a module of asyncio. */
function lateSsl(module: string, replacement: string): Omit<AnchoredEdit, 'reason'> {
  return {
    file: `Lib/asyncio/${module}.py`,
    anchor: `\
try:
    import ssl
except ImportError:  # pragma: no cover
    ssl = None
`,
    replacement,
  };
}

const FROM_SSLPROTO = `\
# It is loaded when it is asked for.
#
#
from .sslproto import ssl
`;

const LATE_SSL = `\
class _LateSSL:
    def __getattr__(self, name):
        return getattr(__import__('ssl'), name)
ssl = _LateSSL()
`;

/** asyncio without TLS until it is asked for. Its lines stay where they are: stacks tell their numbers. */
const LATE_IN_ASYNCIO: readonly Omit<AnchoredEdit, 'reason'>[] = [
  lateSsl('base_events', FROM_SSLPROTO),
  lateSsl('selector_events', FROM_SSLPROTO),
  lateSsl('sslproto', LATE_SSL),
  {
    file: 'Lib/asyncio/base_events.py',
    anchor: '    if ssl is not None and isinstance(sock, ssl.SSLSocket):\n',
    // Of a class that has not been loaded there are no objects.
    replacement: "    if 'ssl' in sys.modules and isinstance(sock, ssl.SSLSocket):\n",
  },
  {
    file: 'Lib/asyncio/sslproto.py',
    anchor: `\
if ssl is not None:
    SSLAgainErrors = (ssl.SSLWantReadError, ssl.SSLSyscallError)
`,
    replacement: `\
# Set when the first connection is made.
SSLAgainErrors = ()
`,
  },
  {
    file: 'Lib/asyncio/sslproto.py',
    anchor: `\
            raise RuntimeError("stdlib ssl module not available")

`,
    replacement: `\
            raise RuntimeError("stdlib ssl module not available")
        globals()['SSLAgainErrors'] = (ssl.SSLWantReadError, ssl.SSLSyscallError)
`,
  },
];

/** hashlib and hmac with Python's own functions first, and OpenSSL's for what else they are asked for. */
export function lateOpenssl(version: PythonVersion): AnchoredEdit[] {
  const edits = [
    {
      file: HASHLIB,
      anchor: 'algorithms_available = set(__always_supported)\n',
      replacement: '',
    },
    {
      file: HASHLIB,
      anchor: `\
try:
    import _hashlib
    new = __hash_new
    __get_hash = __get_openssl_constructor
    algorithms_available = algorithms_available.union(
            _hashlib.openssl_md_meth_names)
except ImportError:
    _hashlib = None
    new = __py_new
    __get_hash = __get_builtin_constructor

try:
    # OpenSSL's PKCS5_PBKDF2_HMAC requires OpenSSL 1.0+ with HMAC and SHA
    from _hashlib import pbkdf2_hmac
    __all__ += ('pbkdf2_hmac',)
except ImportError:
    pass
`,
      replacement: `\
def new(name, *args, **kwargs):
    """new(name, data=b'', **kwargs) - Return a new hashing object using the
    named algorithm; optionally initialized with data (which must be
    a bytes-like object).
    """
    try:
        constructor = __get_builtin_constructor(name)
    except ValueError:
        try:
            from _hashlib import new as constructor
            return constructor(name, *args, **kwargs)
        except (ImportError, ValueError):
            pass
        raise
    return constructor(*args, **kwargs)


__get_hash = __get_builtin_constructor
__all__ += ('pbkdf2_hmac',)
`,
    },
    {
      file: HASHLIB,
      anchor: `\
try:
    # OpenSSL's scrypt requires OpenSSL 1.1+
    from _hashlib import scrypt${REMARK[version]}
except ImportError:
    pass
`,
      replacement: `\
def __getattr__(name):
    if name in ('algorithms_available', 'pbkdf2_hmac', 'scrypt'):
        try:
            import _hashlib
        except ImportError:
            _hashlib = None
        if name == 'algorithms_available':
            names = () if _hashlib is None else _hashlib.openssl_md_meth_names
            globals()[name] = algorithms_guaranteed.union(names)
        elif _hashlib is not None:
            globals()[name] = getattr(_hashlib, name)
        if name in globals():
            return globals()[name]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
`,
    },
    {
      file: 'Lib/hmac.py',
      anchor: `\
try:
    import _hashlib as _hashopenssl
except ImportError:
    _hashopenssl = None
    _functype = None
    from _operator import _compare_digest as compare_digest
else:
    compare_digest = _hashopenssl.compare_digest
    _functype = type(_hashopenssl.openssl_sha256)  # builtin type
`,
      // Whoever asks for it by itself gets it.
      replacement: `\
class _LateHashlib:
    def __bool__(self):
        return False

    def __getattr__(self, name):
        import _hashlib
        return getattr(_hashlib, name)


_hashopenssl = _LateHashlib()
_functype = None
from _operator import _compare_digest as compare_digest
`,
    },
    ...(version === '3.13'
      ? [
          {
            file: 'Lib/hmac.py',
            anchor: 'if _hashopenssl is not None and isinstance(digest, (str, _functype)):',
            replacement: 'if _hashopenssl and isinstance(digest, (str, _functype)):',
          },
        ]
      : []),
  ];
  return [...edits, ...LATE_IN_ASYNCIO].map(edit => ({ ...edit, reason: LATE }));
}
