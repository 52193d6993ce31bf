import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProgram, findScript } from './commandLine.ts';

test('finds the script where Python would', () => {
  assert.equal(findScript(['app.py', '-c']), 'app.py');
  assert.equal(findScript(['-u', '-X', 'dev', '-W', 'error', 'app.py']), 'app.py');
  assert.equal(findScript(['-Xdev', '-Wmodule', 'app.py']), 'app.py');
  assert.equal(findScript(['--', '-odd.py']), '-odd.py');
});

test('finds none where there is none', () => {
  for (const args of [[], ['-c', 'app.py'], ['-uc', 'x'], ['-m', 'app'], ['-'], ['-V']]) {
    assert.equal(findScript(args), undefined, args.join(' '));
  }
});

test('divides a command line into options, what runs, and its arguments', () => {
  assert.deepEqual(findProgram(['-X', 'dev', 'app.py', '-m', '1']), {
    pythonArgs: ['-X', 'dev'],
    program: 'app.py',
    args: ['-m', '1'],
  });
  assert.deepEqual(findProgram(['-Bum', 'flask', 'run']), {
    pythonArgs: ['-Bu'],
    module: 'flask',
    args: ['run'],
  });
  assert.deepEqual(findProgram(['-mpytest']), { pythonArgs: [], module: 'pytest', args: [] });
  assert.equal(findProgram(['-m']), undefined);
  assert.equal(findProgram(['--']), undefined);
});
