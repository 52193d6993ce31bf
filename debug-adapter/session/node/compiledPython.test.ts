import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canKeepCompiled, useCompiled } from '../../runtime/node/compiledCode.ts';
import { prepareEngine } from '../../runtime/node/engine.ts';
import { prepareProgram } from '../../runtime/node/programFiles.ts';
import { findPython } from './distribution.ts';
import { pythonCodeFile } from './pythonCode.ts';

const options = { skip: canKeepCompiled() ? false : 'this engine cannot keep code' };

test(
  'the code that the build has kept is taken for the interpreter, with the flags that guests run with',
  options,
  async () => {
    const python = findPython();
    assert.ok(python !== undefined);
    prepareEngine();
    const codeFile = pythonCodeFile(python);
    const { binary, code } = await prepareProgram({ program: python.interpreter, codeFile })
      .content;
    assert.ok(code !== undefined);
    assert.ok(useCompiled(code, binary, codeFile) instanceof WebAssembly.Module);
  },
);
