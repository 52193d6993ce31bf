import fs from 'node:fs';
import path from 'node:path';
import { type ZipEntry, zip } from '../../debug-adapter/python/recipe/zip.ts';
import { OWN_DATABASE } from '../../samples/test/sample.ts';
import { samplePackages } from '../samplePackages.ts';
import { runGuestPython } from '../test/guestPython.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../samples');

/** Where the guest has them. */
const PACKAGES = '/packages';
const SAMPLE = '/sample';

const COMPILED = '.pyc';

/** Where a compiled file says how it is known to be up to date (PEP 552): by nothing, since it comes with its source. */
const FLAGS = 4;
const UNCHECKED_HASH = 1;
const HEADER = 16;

/** What the service of a sample loads when it answers, which is not all that it imports at first. */
const LOAD = `import asyncio, sys, main, uvicorn
uvicorn.Config(main.app).load()
asyncio.run(main.prepare())
for module in list(sys.modules.values()):
    file = getattr(module, "__cached__", None) or ""
    if file.startswith("${PACKAGES}/"): print(file)
`;

/**
 * The packages that samples import, as an archive: all of their sources, and compiled what a sample loads. The rest is
 * compiled when somebody imports it, since all together are too much to fetch.
 */
export async function packPackages(sample: string): Promise<Uint8Array> {
  const folder = await samplePackages();
  const loaded = await loadedFiles(sample, folder);
  const names = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter(name => !name.endsWith(COMPILED) || loaded.has(name));
  return zip(names.map(name => entryOf(name, fs.readFileSync(path.join(folder, name)))));
}

function entryOf(name: string, content: Buffer): ZipEntry {
  if (name.endsWith(COMPILED)) {
    content.writeUInt32LE(UNCHECKED_HASH, FLAGS);
    content.fill(0, FLAGS + 4, HEADER);
  }
  return { name: name.replaceAll(path.sep, '/'), content, compress: true };
}

/** The compiled files that a sample loads, by their paths in the folder of packages. */
async function loadedFiles(sample: string, folder: string): Promise<Set<string>> {
  const mount = (point: string, source: string) =>
    ({ kind: 'directory', point, source, isReadOnly: true }) as const;
  const { code, stdout, stderr } = await runGuestPython(
    ['-c', LOAD],
    [mount(PACKAGES, folder), mount(SAMPLE, path.join(SAMPLES, sample))],
    { env: { PYTHONPATH: `${SAMPLE}:${PACKAGES}`, TODOS_FILE: OWN_DATABASE } },
  );
  if (code !== 0) throw new Error(`The sample ${sample} does not load its packages: ${stderr}`);
  const files = stdout.trim().split('\n');
  return new Set(files.map(file => path.posix.relative(PACKAGES, file)));
}
