import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OtherServer } from '../../../tools/browser/otherServer.ts';
import { ContinuationRows } from '../harness/continuationRows.ts';
import {
  addMemoryWorkspace,
  HOLD_FILES,
  MEMORY_FOLDER,
  RELEASE_FILES,
} from '../harness/memoryWorkspace.ts';
import { ParallelStacksPage } from '../harness/parallelStacksPage.ts';
import { TextEditor } from '../harness/textEditor.ts';
import { TimelinePage } from '../harness/timelinePage.ts';
import { expectSoon, expectText } from '../harness/workbench.ts';
import { MISTAKEN_PROGRAM } from './mistakenProgram.ts';
import { debugToSecondGreenlet } from './sampleSession.ts';
import type { StageScenario } from './scenario.ts';
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

/** Reads a file of its folder, and writes another. */
const READER = `text = open("data.txt").read()
open("copy.txt", "w").write(text.upper())
print(text)
`;

/** Is changed while it is debugged. */
const NEWS = `print("old news")
print("the end")
`;

/** Says which Python runs it. */
const VERSION = 'import sys\nprint("runs on", "%d.%d" % sys.version_info[:2])\n';

/** Asks, and tells what kind of a thing it was that answered. */
const ASKER = `import os
name = input("Who? ")
print(f"Hello, {name}!")
kind = os.isatty(0), os.isatty(1), os.get_terminal_size().columns > 20
open("answer.txt", "w").write(f"{name} {kind}")
`;

const IN_TERMINAL = {
  version: '0.2.0',
  configurations: [
    {
      type: 'wasix-python',
      request: 'launch',
      name: 'In a terminal',
      program: 'asker.py',
      console: 'integratedTerminal',
    },
  ],
};

/** Asks another host, and listens where nobody asks it. */
const networked = (address: string): string => `import socket
import urllib.request

print(urllib.request.urlopen("https://${address}/asked").read().decode())
socket.create_server(("", 8080)).close()
`;

/** Debugs where extensions run in the browser. */
export async function testInWebHost(scenario: StageScenario): Promise<void> {
  await testWithServer(scenario);
  await testVirtualWorkspace(scenario);
}

/** A folder of a machine, of whose server nothing else is wanted. */
async function testWithServer(scenario: StageScenario): Promise<void> {
  await using other = await OtherServer.start(true);
  await using stage = await Stage.open(scenario, {
    about: 'In the browser',
    folder: 'grüne Fäden & mehr',
    files: {
      'writer.py': WRITER,
      'in.txt': 'twelve bytes',
      'news.py': NEWS,
      'version.py': VERSION,
      'asker.py': ASKER,
      ...MISTAKEN_PROGRAM,
      // Modules of the program's packages, of which one is compiled for another machine.
      '.venv/pyvenv.cfg': '',
      '.venv/lib/python3.13/site-packages/numpy/__init__.py': '',
      '.venv/lib/python3.13/site-packages/numpy/_core.cpython-313-x86_64-linux-gnu.so': '\x7fELF',
      'importing.py': 'import numpy\n',
      'networked.py': networked(other.address),
    },
    prepare: profile =>
      profile.setForUser({
        ...IN_PAGE,
        // Terminals that are drawn by the graphics card have no text to look at.
        'terminal.integrated.gpuAcceleration': 'off',
        'wasixPython.network': 'all',
      }),
  });
  const { profile, server, workbench } = stage;
  const contentOf = (name: string): string | undefined => {
    const file = path.join(profile.workspace, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };

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
      } finally {
        server.thaw();
      }
      await workbench.screenshot('2 stepped into a switch');
    },
  );

  await stage.test('the views show it, and lead to its lines', async () => {
    await workbench.expectNotes(['hit ×1', '⏸ func2 (g2)', 'hit ×1', '⏸ main']);
    const stacks = new ParallelStacksPage(workbench.page);
    await workbench.runCommand('Show Parallel Stacks');
    await stacks.expectBoxes([
      '×1 | func1 | func1 (g1)',
      '×1 | <module> | main',
      '×1 | func2 | func2 (g2)',
    ]);
    await workbench.screenshot('3 parallel stacks');
    await workbench.closeTab('Parallel Stacks');
    const timeline = new TimelinePage(workbench.page);
    await workbench.runCommand('Show Switch Timeline');
    await timeline.expectLanes([
      'main main.py:14',
      'func1 (g1) main.py:6',
      'func2 (g2) main.py:10',
    ]);
    await workbench.screenshot('4 the Switch Timeline');
    await workbench.closeTab('Switch Timeline');
    await workbench.foldView('Variables');
    await workbench.unfoldView('Continuations');
    const rows = new ContinuationRows(workbench);
    await rows.click('main');
    await workbench.expectFocus('Stack Frame <module>, line 14, main.py');
    await workbench.screenshot('5 the Continuations view');
    await workbench.foldView('Continuations');
    await workbench.unfoldView('Variables');
  });

  await stage.test('functions tell who is suspended in them', async () => {
    await new TextEditor(workbench).lens('⏸\uFE0E g2');
  });

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
    await expectSoon(async () => {
      const found = ['out/größe.txt', 'out/was in.txt', 'in.txt'].map(contentOf);
      return String(found) === '12,twelve bytes,' ? undefined : `the files have ${found}`;
    });
    await workbench.screenshot('6 written files');
  });

  await stage.test('a program asks other hosts, and is told that nobody asks it', async () => {
    await workbench.openAnother('networked.py');
    await workbench.press('F5');
    await workbench.expectConsole('["GET","/asked",null,""]');
    await workbench.expectConsole('the program listens on port 8080: in a browser nobody');
  });

  await stage.test('Restart runs what was saved meanwhile', async () => {
    await workbench.openAnother('news.py');
    await workbench.setBreakpoint(2);
    await workbench.press('F5');
    await workbench.expectFocus('Stack Frame <module>, line 2, news.py');
    await workbench.goToLine(1);
    await workbench.press('Shift+End');
    await workbench.page.keyboard.type('print("good news")');
    await workbench.press('Control+S');
    await workbench.page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await workbench.press('Control+Shift+F5');
    await workbench.expectConsole('good news');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test('a launch configuration chooses Python 3.14', async () => {
    await workbench.openAnother('version.py');
    await workbench.press('F5');
    await workbench.expectConsole('runs on 3.13');
    await workbench.expectCallStack([]);
    const file = path.join(profile.workspace, '.vscode/launch.json');
    const program = path.join(profile.workspace, 'version.py');
    const launch = { type: 'wasix-python', request: 'launch', name: '3.14', program };
    writeFileSync(file, JSON.stringify({ configurations: [{ ...launch, python: '3.14' }] }));
    await workbench.press('F5');
    await workbench.expectConsole('runs on 3.14');
    await workbench.expectCallStack([]);
    rmSync(file);
  });

  await stage.test('a program that asks in the Debug Console is told how it can', async () => {
    await workbench.openAnother('asker.py');
    await workbench.press('F5');
    await workbench.expectConsole('set "console": "integratedTerminal"');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test('a program reads what is typed in its terminal, and is debugged', async () => {
    const launch = path.join(profile.workspace, '.vscode/launch.json');
    writeFileSync(launch, JSON.stringify(IN_TERMINAL));
    await workbench.setBreakpoint(3);
    await workbench.press('F5');
    await workbench.expectTerminal('Who?');
    await workbench.typeIntoTerminal('Nobody');
    await workbench.expectFocus('Stack Frame <module>, line 3, asker.py');
    await workbench.screenshot('7 a terminal');
    await workbench.press('Control+Shift+F5');
    // It asks again, beneath.
    await workbench.expectTerminal(/^Who\?\s*$/);
    await workbench.typeIntoTerminal('Somebody');
    await workbench.expectFocus('Stack Frame <module>, line 3, asker.py');
    await workbench.press('F5');
    await workbench.expectTerminal('Hello, Somebody!');
    await workbench.expectTerminal('any key closes this terminal');
    // The editor takes its time to write it.
    await expectSoon(async () => {
      const answer = contentOf('answer.txt');
      return answer === 'Somebody (True, True, True)' ? undefined : `answer.txt has ${answer}`;
    });
    await workbench.typeIntoTerminal('');
    await workbench.page.locator('.terminal-wrapper').waitFor({ state: 'detached' });
    await workbench.press('F5');
    await workbench.expectTerminal('Who?');
    await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
    await workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    rmSync(launch);
  });

  await testLanguageServer(stage, '7');

  await stage.test('a setting ends the language server, and begins it again', async () => {
    const text = new TextEditor(workbench);
    profile.set({ 'wasixPython.languageServer': false });
    await text.expectProblems([]);
    profile.set({ 'wasixPython.languageServer': true });
    await text.expectProblems(['This catches GreenletExit', 'This greenlet never runs']);
  });

  await stage.test('the language server knows what is installed', async () => {
    await workbench.openAnother('importing.py');
    await new TextEditor(workbench).expectProblems([
      'The copy of `numpy` in .venv/lib/python3.13/site-packages is compiled for Linux and not for WASIX',
      'This catches GreenletExit',
      'This greenlet never runs',
    ]);
  });

  await stage.test('a folder that is too large is told of, and what to do', async () => {
    const large = path.join(profile.workspace, 'large.bin');
    writeFileSync(large, '');
    truncateSync(large, 64_000_001);
    await workbench.press('F5');
    assert.equal(
      await workbench.readDialog('8 too large a folder'),
      `A program in the browser gets copies of at most 2000 files of 64 MB, and ${profile.workspace} has more: name a smaller folder as "cwd" in a launch configuration.`,
    );
  });

  await stage.test('a sample is opened as a copy, of those that need no machine', async () => {
    await workbench.runCommand('Open a Sample…');
    await expectText(workbench.page.locator('.quick-input-list .monaco-list-row'), [
      'Two greenlets, Two greenlets, and two switches',
      'Producer and consumer, Values that pass from one greenlet to another',
      'Scheduler, Ten tasks that take turns',
    ]);
    await workbench.choose('Scheduler');
    const dialog = workbench.page.locator('.quick-input-widget', { hasText: 'Where to Put' });
    // It takes nothing before it has read the folder.
    await dialog.locator('.monaco-list-row', { hasText: '..' }).waitFor();
    await dialog.getByText('Copy It Here').click();
    await workbench.page.locator('.tab.active[aria-label^="main.py"]').waitFor();
    const source = readFileSync(path.join(scenario.root, 'samples/scheduler/main.py'), 'utf8');
    assert.equal(contentOf('scheduler/main.py'), source);
  });

  await stage.test('the walkthrough is there, and a report of a problem', async () => {
    await workbench.runCommand('Open Walkthrough...');
    await workbench.choose('Debug Greenlets with WASIX Python');
    await workbench.page.locator('.getting-started-step').first().waitFor();
    await workbench.screenshot('9 the walkthrough');
    await workbench.runCommand('Report a Problem…');
    await workbench.page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
    await workbench.goToLine(27);
    await workbench.expectEditor('| Browser | Mozilla/5.0');
    await workbench.screenshot('10 a report of a problem');
    await workbench.runCommand('Revert and Close Editor');
  });
}

/** A folder that is in the page alone. */
async function testVirtualWorkspace(scenario: StageScenario): Promise<void> {
  const { root } = scenario;
  await using stage = await Stage.open(scenario, {
    about: 'In a virtual workspace',
    folder: 'unused',
    place: MEMORY_FOLDER,
    prepare: profile => {
      profile.setForUser(IN_PAGE);
      addMemoryWorkspace(profile.extensions, {
        'main.py': readFileSync(path.join(root, 'samples/switch/main.py'), 'utf8'),
        'reader.py': READER,
        'data.txt': 'of the page',
        ...MISTAKEN_PROGRAM,
      });
    },
  });
  const { workbench } = stage;

  await stage.test('F5 shows three threads, and Step Into follows a switch', async () => {
    await workbench.open(stage.url, 'main.py');
    await debugToSecondGreenlet(workbench);
    await workbench.press('F11');
    await workbench.expectFocus('Stack Frame func1, line 6, main.py');
    await workbench.screenshot('11 a virtual workspace');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });

  await stage.test('a program finds its files, and what it writes can be opened', async () => {
    await workbench.openAnother('reader.py');
    await workbench.press('F5');
    await workbench.expectConsole('of the page');
    await workbench.openAnother('copy.txt');
    await workbench.expectEditor('OF THE PAGE');
    await workbench.screenshot('12 a file that was written');
  });

  await stage.test(
    'a copy of a folder that takes long is told of, and can be given up',
    async () => {
      await workbench.openAnother('reader.py');
      await workbench.runCommand(HOLD_FILES);
      await workbench.press('F5');
      const note = await workbench.notification('Copying files for the program');
      await workbench.screenshot('13 files are being copied');
      await note.locator('.monaco-button', { hasText: 'Cancel' }).click();
      await note.waitFor({ state: 'detached' });
      await workbench.runCommand(RELEASE_FILES);
      await workbench.expectCallStack([]);
    },
  );

  await testLanguageServer(stage, '14');
}

/** Opens a program with mistakes, of whose other file there is something to tell, too. */
async function testLanguageServer(stage: Stage, picture: string): Promise<void> {
  const { workbench } = stage;
  const text = new TextEditor(workbench);

  await stage.test('the language server marks mistakes', async () => {
    await workbench.openAnother('program.py');
    await text.expectProblems([
      'This catches GreenletExit',
      '`time.sleep` keeps every task',
      'This greenlet never runs',
    ]);
  });

  await stage.test(
    'it tells above a function who starts it, and of a switch where it leads',
    async () => {
      await text.lens('started from 2 places');
      await text.goTo(10, 18);
      await text.expectHover('Hub.run (hub.py:4), made at hub.py:8');
      await workbench.screenshot(`${picture} the language server`);
    },
  );

  await stage.test('its quick fix mends a mistake', async () => {
    await text.goTo(15, 8);
    await text.fix('Await `asyncio.sleep`');
    await workbench.expectEditor('await asyncio.sleep(1)');
    await text.expectProblems(['This catches GreenletExit', 'This greenlet never runs']);
    await workbench.press('Control+S');
  });
}
