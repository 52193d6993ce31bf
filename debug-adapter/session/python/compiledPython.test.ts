import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { canKeepCompiled, loadCompiled } from '../../runtime/node/compiledCode.ts';
import { prepareEngine } from '../../runtime/node/engine.ts';
import { findPython } from './distribution.ts';
import { pythonCodeFile } from './pythonCode.ts';

const options = { skip: canKeepCompiled() ? false : 'this engine cannot keep code' };

test(
  'the code that the build has kept is taken for the interpreter, with the flags that guests run with',
  options,
  () => {
    const python = findPython();
    assert.ok(python !== undefined);
    prepareEngine();
    const binary = fs.readFileSync(python.interpreter);
    assert.ok(loadCompiled(pythonCodeFile(python), binary) instanceof WebAssembly.Module);
  },
);
