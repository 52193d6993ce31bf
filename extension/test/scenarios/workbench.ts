import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { debugToSecondGreenlet, expectFirstStop } from './sampleSession.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/** Uses the debugger as a person does: with keys and the mouse, in the window of VS Code. */
export async function testInWorkbench(scenario: Scenario): Promise<void> {
  await using stage = await Stage.open(scenario, {
    about: 'In the workbench',
    folder: 'switch',
  });
  const { profile, workbench } = stage;

  await stage.test('F5 shows three threads at the stop in the second greenlet', async () => {
    await workbench.open(stage.url, 'main.py');
    await debugToSecondGreenlet(workbench);
    await workbench.screenshot('1 three threads');
  });

  await stage.test('a suspended continuation shows its stack and its variables', async () => {
    await workbench.unfoldThread('main ·');
    await workbench.selectFrame('<module>, line 14');
    await workbench.expectFocus('Stack Frame <module>, line 14, main.py');
    await workbench.expectVariable('g1, value <func1 (g1): suspended, greenlet.greenlet object');
    await workbench.screenshot('2 variables of the suspended main');
  });

  await stage.test('U6: the menu of a thread offers each thing once', async () => {
    const labels = await workbench.readMenu(workbench.thread('func1'), '2 menu of a thread');
    assert.deepEqual(labels, [
      'Continue',
      'Step Over',
      'Step Into',
      'Step Out',
      'Terminate Thread',
      'Step to Next Switch',
      'Run to This Continuation',
      'Show Continuation…',
    ]);
  });

  await stage.test('Restart begins again, and Step Into follows both switches', async () => {
    await workbench.press('Control+Shift+F5');
    await expectFirstStop(workbench);
    await workbench.press('F11');
    await workbench.expectFocus('Stack Frame func2, line 9, main.py');
    await workbench.screenshot('3 stepped into func2');
    await workbench.press('F10');
    await workbench.expectFocus('Stack Frame func2, line 10, main.py');
    await workbench.press('F11');
    await workbench.expectFocus('Stack Frame func1, line 6, main.py');
    await workbench.screenshot('4 stepped back into func1');
  });

  await stage.test('Stop ends the session', async () => {
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test('a wrong launch.json is explained', async () => {
    const program = path.join(profile.workspace, 'missing.py');
    const configuration = { type: 'wasix-python', request: 'launch', name: 'missing', program };
    writeFileSync(
      path.join(profile.workspace, '.vscode/launch.json'),
      JSON.stringify({ configurations: [configuration] }),
    );
    await workbench.press('F5');
    const sentence = `There is no file ${program}: correct "program" in the launch configuration.`;
    assert.equal(await workbench.readDialog('5 wrong configuration'), sentence);
  });
}
