import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { recordCommand, recordingFor } from './recordCommand.ts';

test('a program that is recorded gets what one gets that is debugged', () => {
  const launch = {
    program: '/app/main.py',
    packages: ['lib', '/more'],
    pythonEnvironment: '/venv',
    network: 'off',
  };
  assert.deepEqual(recordCommand(launch, '/app/main.rec'), [
    ...['run', '--record', '/app/main.rec', '--packages', 'lib', '--packages', '/more'],
    ...['--packages', '/venv', '--network', 'off', '/app/main.py'],
  ]);
  const plain = ['run', '--record', 'a.rec', 'a.py'];
  assert.deepEqual(recordCommand({ program: 'a.py', pythonEnvironment: '' }, 'a.rec'), plain);
});

test('no recording takes the place of another one', () => {
  const taken = new Set(['main.rec', 'main-2.rec'].map(name => path.join('/app', name)));
  const program = path.join('/app', 'main.py');
  assert.equal(
    recordingFor(program, file => taken.has(file)),
    path.join('/app', 'main-3.rec'),
  );
  assert.equal(
    recordingFor(program, () => false),
    path.join('/app', 'main.rec'),
  );
});
