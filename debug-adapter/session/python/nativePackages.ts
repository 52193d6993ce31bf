/**
 * Packages, by the names of their modules, that do not run without native code and come with none
 * for WASIX, and what can stand in for some: another package, or a module of Python's own. It is
 * what can be said where no index is asked; a wheel that is compiled for WASIX makes them run.
 */
export const NATIVE_PACKAGES: ReadonlyMap<string, string | undefined> = new Map([
  ['_cffi_backend', undefined],
  ['asyncpg', 'pg8000'],
  ['bcrypt', undefined],
  ['cffi', undefined],
  ['confluent_kafka', undefined],
  ['cryptography', undefined],
  ['cv2', undefined],
  ['grpc', undefined],
  ['h5py', undefined],
  ['httptools', 'h11'],
  ['lxml', 'xml.etree.ElementTree'],
  ['matplotlib', undefined],
  ['MySQLdb', 'PyMySQL'],
  ['nacl', undefined],
  ['numba', undefined],
  ['numpy', undefined],
  ['orjson', 'json'],
  ['pandas', undefined],
  ['PIL', undefined],
  ['polars', undefined],
  ['psycopg', 'pg8000'],
  ['psycopg2', 'pg8000'],
  ['psutil', undefined],
  ['pyarrow', undefined],
  ['pycurl', 'urllib.request'],
  ['pydantic_core', undefined],
  ['scipy', undefined],
  ['sklearn', undefined],
  ['tensorflow', undefined],
  ['torch', undefined],
  ['ujson', 'json'],
  ['uvloop', 'asyncio'],
  ['zmq', undefined],
]);

/** Packages that do not run without their native code, and for which there are side modules here. */
export const COMPILED_PACKAGES: ReadonlySet<string> = new Set(['gevent']);
