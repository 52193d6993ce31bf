/**
 * `node moduleProcess.ts SEED FROM COUNT PROGRESS`: links damaged modules in a process of its own, which
 * somebody else ends if one of them runs without end, and prints what has come of it as a line of JSON.
 */
import fs from 'node:fs';
import { compileTestModules } from '../../debug-adapter/python/sideModules/test/testModules.ts';
import { defaultVersion } from '../../debug-adapter/session/python/versions.ts';
import { linkDamaged } from './modules.ts';

const [seed = 0, from = 0, count = 0] = process.argv.slice(2, 5).map(Number);
const progress = fs.openSync(process.argv[5] as string, 'w');

const made = await compileTestModules(defaultVersion());
if (made === undefined) throw new Error('There is no compiler for the modules.');
const read = (file: string): Uint8Array<ArrayBuffer> => new Uint8Array(fs.readFileSync(file));
const library = read(made.library);
const outcome = linkDamaged(
  [...[...made.extensions, made.catcher].map(read), library],
  { 'catcher.libs/libthrower.so': library },
  { seed, from, count },
  number => fs.writeSync(progress, String(number).padEnd(16), 0),
);
console.log(JSON.stringify(outcome));
