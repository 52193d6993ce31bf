import { TextEditor } from '../harness/textEditor.ts';
import { changeTheme, THEMES } from '../harness/themes.ts';
import { MISTAKEN_PROGRAM } from './mistakenProgram.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/** Reads and mends a program as a person does whom the language server helps. */
export async function testLanguageServer(scenario: Scenario): Promise<void> {
  await using stage = await Stage.open(scenario, {
    about: 'With the language server',
    folder: 'language',
    files: MISTAKEN_PROGRAM,
  });
  const { profile, workbench } = stage;
  const text = new TextEditor(workbench);

  await stage.test('mistakes are marked, and are in the Problems view', async () => {
    await workbench.open(stage.url, 'program.py');
    await text.expectProblems([
      'This catches GreenletExit',
      '`time.sleep` keeps every task',
      'This greenlet never runs',
    ]);
  });

  await stage.test('a code lens tells from where a function’s greenlets are started', async () => {
    await text.lens('started from 2 places');
    await text.lens('switched to from program.py:20');
  });

  await stage.test('a hover tells whom a switch leads to, be it in another file', async () => {
    await text.goTo(10, 18);
    await text.expectHover('Hub.run (hub.py:4), made at hub.py:8');
    for (const [name, theme] of Object.entries(THEMES)) {
      await changeTheme(workbench.page, profile, theme);
      await text.goTo(10, 18);
      await text.expectHover('Control comes back here from');
      await workbench.screenshot(`1 hover, lenses and problems, ${name}`);
    }
  });

  await stage.test('a quick fix mends a mistake', async () => {
    await text.goTo(15, 8);
    await text.fix('Await `asyncio.sleep`');
    await workbench.expectEditor('await asyncio.sleep(1)');
    await text.expectProblems(['This catches GreenletExit', 'This greenlet never runs']);
  });

  await stage.test('a lens leads to the places that it counts', async () => {
    await (await text.lens('started from 2 places')).click();
    const places = workbench.page.locator('.reference-zone-widget');
    await places.locator('.monaco-list-row', { hasText: 'pool = [greenlet(worker)' }).waitFor();
    await workbench.screenshot('2 places of a lens');
  });
}
