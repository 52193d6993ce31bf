/** Runs the agent's unit tests in WASIX Python. */
import path from 'node:path';
import { runGuestPython } from './guestPython.ts';

const AGENT = path.resolve(import.meta.dirname, '../../debug-adapter/agent');
const MOUNT_POINT = '/agent';

const { code, stdout, stderr } = await runGuestPython(
  ['-B', '-m', 'unittest', 'discover', '--start-directory', `${MOUNT_POINT}/tests`],
  [{ kind: 'directory', point: MOUNT_POINT, source: AGENT, isReadOnly: true }],
  { env: { PYTHONPATH: MOUNT_POINT } },
);
console.log(`${stdout}${stderr}`.trim());
process.exit(code);
