import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expectSoon } from '../harness/workbench.ts';
import { debugToSecondGreenlet } from './sampleSession.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

/** Has the editor run this extension in the page, as editors without a machine behind them do. */
const IN_PAGE = { 'remote.extensionKind': { 'wasix-python.wasix-python-debug': ['web'] } };

/** Follows the files that it finds, in folders and with names of all kinds. */
const WRITER = `import os
from pathlib import Path

Path("out").mkdir()
Path("out/größe.txt").write_text(str(len(Path("in.txt").read_text())))
os.rename("in.txt", "out/was in.txt")
print("written")
`;

/** Debugs where extensions run in the browser. */
export async function testInWebHost(scenario: Scenario): Promise<void> {
  await using stage = await Stage.open(scenario, {
    about: 'In the browser',
    folder: 'grüne Fäden & mehr',
    files: { 'writer.py': WRITER, 'in.txt': 'twelve bytes' },
    prepare: profile => profile.setForUser(IN_PAGE),
  });
  const { profile, server, workbench } = stage;

  await stage.test('F5 shows three threads at the stop in the second greenlet', async () => {
    await workbench.open(stage.url, 'main.py');
    await debugToSecondGreenlet(workbench);
    await workbench.screenshot('1 three threads');
  });

  await stage.test(
    'it needs nobody else: variables, evaluation and a step into a switch',
    async () => {
      server.freeze();
      try {
        await workbench.unfoldThread('main ·');
        await workbench.selectFrame('<module>, line 14');
        await workbench.expectFocus('Stack Frame <module>, line 14, main.py');
        await workbench.expectVariable(
          'g1, value <func1 (g1): suspended, greenlet.greenlet object',
        );
        await workbench.evaluate('g1.dead, 6 * 7');
        await workbench.expectConsole('(False, 42)');
        await workbench.selectFrame('func2, line 10');
        await workbench.expectFocus('Stack Frame func2, line 10, main.py');
        await workbench.press('F11');
        await workbench.expectFocus('Stack Frame func1, line 6, main.py');
        await workbench.screenshot('2 stepped into a switch');
      } finally {
        server.thaw();
      }
    },
  );

  await stage.test('Restart begins again, and Stop ends the session', async () => {
    await workbench.press('Control+Shift+F5');
    await workbench.expectFocus('Stack Frame func1, line 5, main.py');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test('the workspace gets what a program writes, renames and removes', async () => {
    await workbench.openAnother('writer.py');
    await workbench.press('F5');
    await workbench.expectConsole('written');
    const contentOf = (name: string): string | undefined => {
      const file = path.join(profile.workspace, name);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    };
    await expectSoon(async () => {
      const found = ['out/größe.txt', 'out/was in.txt', 'in.txt'].map(contentOf);
      return String(found) === '12,twelve bytes,' ? undefined : `the files have ${found}`;
    });
    await workbench.screenshot('3 written files');
  });
}
