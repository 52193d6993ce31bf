import assert from 'node:assert/strict';
import { addModelExtension, CALL_TOOL, QUESTION } from '../harness/modelExtension.ts';
import { changeTheme, THEMES } from '../harness/themes.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/** A window as narrow as editors get beside others. */
const NARROW = { width: 640, height: 700 };
const WIDE = { width: 1400, height: 900 };

/** Calls tools as a language model does, and answers for the user what the editor asks then. */
export async function testModelTools(scenario: Scenario): Promise<void> {
  await using stage = await Stage.open(scenario, {
    about: 'Tools of language models',
    folder: 'models',
    prepare: profile => addModelExtension(profile.extensions),
  });
  const { workbench } = stage;
  const call = (tool: string, input?: object): Promise<string> =>
    workbench.answerCommand(
      CALL_TOOL,
      QUESTION,
      input === undefined ? tool : `${tool} ${JSON.stringify(input)}`,
    );
  const expectAnswer = (text: string): Promise<void> =>
    workbench.page.locator('.view-line', { hasText: text }).waitFor();

  await stage.test('a program is not started without consent', async () => {
    await workbench.open(stage.url, 'main.py');
    await workbench.showRunAndDebug();
    await call('launch', { program: 'main.py', args: ['--all'] });
    const question = await workbench.answerDialog('1 consent to a launch', false);
    assert.match(String(question), /^Debug a Python program\?/);
    assert.match(String(question), /"program": "main\.py",\s+"args": \[\s+"--all"\s+\]/);
    await expectAnswer('It was not done: Canceled');
    await workbench.expectCallStack([]);
  });

  await stage.test('with consent it is, in a session that the user sees', async () => {
    await call('launch', { program: 'main.py', stopOnEntry: true });
    await workbench.answerDialog('2 the same', true);
    await expectAnswer('Stopped in main: entry.');
    await workbench.expectFocus('Stack Frame <module>, line 1, main.py');
    await workbench.screenshot('3 the answer beside the session');
  });

  await stage.test('a look at it asks nothing', async () => {
    await call('continuations');
    await expectAnswer('main: stopped here');
  });

  await stage.test('code is shown before it is run', async () => {
    await workbench.page.setViewportSize(NARROW);
    await changeTheme(workbench.page, stage.profile, THEMES['high contrast']);
    await call('evaluate', { expression: 'import os\nos.listdir("/")' });
    const question = await workbench.answerDialog('4 consent to code, narrow', false);
    assert.match(
      String(question),
      /^Run this code in the program\?.*import os\s*os\.listdir\("\/"\)/s,
    );
    await workbench.page.setViewportSize(WIDE);
    await changeTheme(workbench.page, stage.profile, THEMES.light);
    await call('stop');
    assert.match(String(await workbench.answerDialog('5 consent to the end', true)), /^End the/);
    await expectAnswer('The program was ended.');
    await workbench.expectCallStack([]);
  });
}
