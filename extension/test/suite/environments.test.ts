import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PythonExtension } from '@vscode/python-extension';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { DebugRun } from './debugRun.ts';
import { workspaceFile, writeProgram } from './workspace.ts';

suite('The Python extension', () => {
  test('U11: selects the environment whose packages are imported', async () => {
    const packages = 'environments/chosen/lib/python3.12/site-packages';
    mkdirSync(workspaceFile(packages), { recursive: true });
    writeProgram('environments/chosen/pyvenv.cfg', '');
    writeProgram(`${packages}/chosen.py`, 'text = "of the environment"\n');
    const program = writeProgram('importing.py', 'import chosen\nprint(chosen.text)\n');
    const extension = vscode.extensions.getExtension<PythonExtension>('ms-python.python');
    assert.ok(extension, 'the stand-in is installed');
    const { environments } = await extension.activate();
    const select = (folder: string) => environments.updateActiveEnvironmentPath(folder);
    await select(path.dirname(workspaceFile('environments/chosen/pyvenv.cfg')));
    const run = await DebugRun.start({ program });
    assert.equal(await run.ended(), 0);
    assert.deepEqual(run.printed, ['importing.py:2 of the environment']);
    await select('');
    const without = await DebugRun.start({ program });
    assert.equal((await without.nextStop()).reason, 'exception');
  });
});
