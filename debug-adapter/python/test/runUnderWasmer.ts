/**
 * `node runUnderWasmer.ts MODULE [ARGS]`: runs a program under `@wasmer/sdk`, with
 * Python's library and the greenlet sample among its files and without network,
 * and prints what came of it as one line of JSON. A program of its own, since a
 * worker of the SDK that fails takes its process with it.
 */
import fs from 'node:fs';
import path from 'node:path';
import { Wasmer } from '@wasmer/sdk/node';
import { openZipFile } from '../../runtime/node/zipFile.ts';
import { findPython, type PythonDistribution } from '../../session/node/distribution.ts';
import { guestLibrary } from '../../session/python/versions.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PYTHON = findPython() as PythonDistribution;
const LIBRARY = guestLibrary(PYTHON.version);

function libraryFiles(): Record<string, Uint8Array> {
  const archive = openZipFile(PYTHON.library);
  const files: Record<string, Uint8Array> = {};
  for (const name of archive.names) {
    if (!name.endsWith('/')) files[`${LIBRARY}/${name}`] = archive.read(name);
  }
  // A folder without files would not be there.
  files[`${LIBRARY}/lib-dynload/.keep`] = new Uint8Array();
  return files;
}

const [module = '', ...args] = process.argv.slice(2);
const wasmer = await Wasmer.create();
const program = await wasmer.packages.create({
  modules: { program: fs.readFileSync(module) },
  commands: { program: { module: 'program' } },
  files: libraryFiles(),
});
const sandbox = await wasmer.sandboxes.create({
  packages: [program],
  network: { mode: 'disabled' },
  files: { '/workspace/main.py': fs.readFileSync(path.join(ROOT, 'samples/switch/main.py')) },
});
const running = await sandbox
  .command(program.command('program'), args, { env: { PYTHONHOME: '/usr' } })
  .spawn({ stdin: 'closed', stdout: 'capture', stderr: 'capture' });
const { exitCode, stdout, stderr } = await running.wait();
console.log(JSON.stringify({ exitCode, stdout: stdout.text(), stderr: stderr.text() }));
process.exit(0);
