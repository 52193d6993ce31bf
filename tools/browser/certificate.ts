import fs from 'node:fs';
import type { ServerOptions } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { takeCertificates } from '../test/certificates.ts';

/** A certificate for `localhost`, with its key, which the browsers of the tests take from anybody. */
export function testCertificate(): ServerOptions {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'certificates-'));
  try {
    takeCertificates(folder);
    const both = fs.readFileSync(path.join(folder, 'keycert3.pem'));
    return { key: both, cert: both };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
