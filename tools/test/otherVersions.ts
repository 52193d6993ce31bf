/**
 * Runs the quick of all tests with the versions of Python that programs do not get by default:
 * the agent's, greenlet's own, some conversations with the debug adapter, and a few random walks.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import {
  defaultVersion,
  PYTHON_VERSIONS,
  VERSION_VARIABLE,
} from '../../debug-adapter/session/python/versions.ts';

const root = path.resolve(import.meta.dirname, '../..');

const CONVERSATIONS = [
  ...['breakpoints', 'data', 'exceptions', 'generators', 'goto', 'stepping', 'switches'],
  ...['taskSteps', 'tasks', 'threads', 'variables'],
];

const COMMANDS = [
  ['tools/test/agent.ts'],
  ['tools/test/greenlet.ts'],
  [
    '--test',
    '--test-timeout=300000',
    'debug-adapter/cli/deepRecursion.test.ts',
    'tools/walk/walk.test.ts',
    ...CONVERSATIONS.map(name => `debug-adapter/session/test/${name}.test.ts`),
  ],
];

let hasPassed = true;
for (const version of PYTHON_VERSIONS.filter(each => each !== defaultVersion())) {
  console.log(`Python ${version}`);
  const env = { ...process.env, [VERSION_VARIABLE]: version };
  for (const command of COMMANDS) {
    const { status } = spawnSync(process.execPath, command, { cwd: root, env, stdio: 'inherit' });
    hasPassed &&= status === 0;
  }
}
process.exit(hasPassed ? 0 : 1);
