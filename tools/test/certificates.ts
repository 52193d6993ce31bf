import fs from 'node:fs';
import path from 'node:path';
import { openZipFile } from '../../debug-adapter/runtime/node/zipFile.ts';
import { CPYTHON_TESTS } from './cpythonSuites.ts';

/** Of an authority, and of a server `localhost` that it knows, with its key: those of CPython's tests. */
const CERTIFICATES = ['pycacert.pem', 'keycert3.pem'];

/** Puts certificates for tests into a folder. */
export function takeCertificates(folder: string): void {
  const tests = openZipFile(CPYTHON_TESTS);
  for (const name of CERTIFICATES) {
    fs.writeFileSync(path.join(folder, name), tests.read(`certdata/${name}`));
  }
}
