/** Runs a piece of Python in two guests of this process at once, and in a third after them. */
import { GuestWorker } from '../../runtime/node/guestWorker.ts';
import { findPython, type PythonDistribution } from '../../session/node/distribution.ts';
import { pythonGuest } from '../../session/python/interpreter.ts';

function runGuest(python: PythonDistribution, code: string): Promise<void> {
  const guest = new GuestWorker({
    ...pythonGuest(python, {
      args: ['-c', code],
      env: {},
      cwd: '/tmp',
      mounts: [],
      network: 'off',
      packages: [],
    }),
    output: 'inherit',
  });
  return new Promise(resolve =>
    guest.on('ended', end => {
      if (end.kind === 'crashed') console.log(end.reason);
      resolve();
    }),
  );
}

const [code] = process.argv.slice(2);
const python = findPython();
if (python === undefined || code === undefined) throw new Error('there is no Python, or no code');
await Promise.all([runGuest(python, code), runGuest(python, code)]);
await runGuest(python, code);
