import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { pytestPackages } from '../../../tools/test/pytestPackages.ts';
import { TestingView } from '../harness/testingView.ts';
import { changeTheme, THEMES } from '../harness/themes.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

const PROGRAM = `from greenlet import getcurrent, greenlet

def add(numbers, main, number):
    numbers.append(number)
    main.switch()

def collect(numbers):
    added = []
    adders = [greenlet(add) for _ in numbers]
    for adder, number in zip(adders, numbers):
        adder.switch(added, getcurrent(), number)
    return sum(added)

def forgotten():
    return None
`;

const TESTS = `import unittest
from collect import collect

class CollectTest(unittest.TestCase):
    def test_numbers(self):
        print("collecting")
        self.assertEqual(collect([1, 2, 3]), 6)

    def test_fails(self):
        self.assertEqual([collect([1]), 2], [1, 3])
`;

const PYTEST = `import pytest
from collect import collect

@pytest.mark.parametrize("number", [1, 2])
def test_one(number):
    assert collect([number]) == 1
`;

/** Finds, runs, debugs and covers tests as a person does in the Testing view. */
export async function testTestingView(scenario: Scenario): Promise<void> {
  const packages = await pytestPackages();
  await using stage = await Stage.open(scenario, {
    about: 'In the Testing view',
    folder: 'tested',
    files: { 'collect.py': PROGRAM, 'test_collect.py': TESTS, 'check_pytest.py': PYTEST },
  });
  const { profile, workbench } = stage;
  const view = new TestingView(workbench);

  await stage.test('tests are there when the user has chosen what runs them', async () => {
    await workbench.open(stage.url, 'test_collect.py');
    await workbench.runCommand('WASIX Python: Configure Tests…');
    await workbench.choose('unittest');
    await view.unfold('tested');
    await view.unfold('test_collect.py');
    await view.unfold('CollectTest');
    await workbench.screenshot('1 tests are found');
    await view.expectTests([
      'tested (Not yet run)',
      'test_collect.py (Not yet run)',
      'CollectTest (Not yet run)',
      'test_numbers (Not yet run)',
      'test_fails (Not yet run)',
    ]);
  });

  await stage.test('a run shows what passed, what failed and why', async () => {
    await workbench.runCommand('Test: Run All Tests');
    await view.expectTests([
      'tested (Failed)',
      'test_collect.py (Failed)',
      'CollectTest (Failed)',
      'test_numbers (Passed)',
      'test_fails (Failed)',
    ]);
    await view.expectMessage('[1, 2] != [1, 3]');
    for (const [name, theme] of Object.entries(THEMES)) {
      await changeTheme(workbench.page, profile, theme);
      await workbench.screenshot(`2 results, ${name}`);
    }
  });

  await stage.test('a test that is added to a file is found', async () => {
    const file = path.join(profile.workspace, 'test_collect.py');
    appendFileSync(file, '\n    def test_none(self):\n        self.assertEqual(collect([]), 0)\n');
    await view.row('test_none (Not yet run)').waitFor();
  });

  await stage.test(
    'a test that is debugged stops in a greenlet, with the others as threads',
    async () => {
      await workbench.openAnother('collect.py');
      await workbench.setBreakpoint(4);
      await workbench.openAnother('test_collect.py');
      // The Call Stack view unfolds what has stopped if it is there before.
      await workbench.showRunAndDebug();
      // In test_numbers.
      await workbench.goToLine(7);
      await workbench.runCommand('Test: Debug Test at Cursor');
      await workbench.expectFocus('Stack Frame add, line 4, collect.py');
      await workbench.press('F5');
      await workbench.expectThread('add (g2)', 'Breakpoint');
      await workbench.screenshot('3 a test is debugged');
      await workbench.press('F5');
      await workbench.expectThread('add (g3)', 'Breakpoint');
      await workbench.press('F5');
      await workbench.expectCallStack([]);
      await workbench.runCommand('View: Show Testing');
      await view.row('test_numbers (Passed)').waitFor();
    },
  );

  await stage.test('lines that were executed are marked', async () => {
    await workbench.openAnother('collect.py');
    await workbench.runCommand('Test: Run All Tests with Coverage');
    await workbench.runCommand('View: Show Testing');
    await view.row('test_none (Passed)').waitFor();
    await view.expectCoverage();
    await workbench.screenshot('4 coverage');
  });

  await stage.test('pytest is offered when it is not there', async () => {
    profile.set({
      'wasixPython.testing.framework': 'pytest',
      'wasixPython.testing.arguments': ['check_pytest.py'],
    });
    // The tests are found anew, below a row of the same name.
    await view.row('test_none').waitFor({ state: 'hidden' });
    await view.unfold('tested');
    await workbench.notification("The package that has 'pytest' is not installed");
    await workbench.screenshot('5 pytest is offered');
    await workbench.clearNotifications();
  });

  await stage.test('cases of a test of pytest are tests of their own', async () => {
    profile.set({ 'wasixPython.packages': [packages] });
    await workbench.runCommand('Test: Refresh Tests');
    await view.unfold('tested');
    await view.unfold('check_pytest.py');
    await view.unfold('test_one');
    await workbench.runCommand('Test: Run All Tests');
    await view.expectTests([
      'tested (Failed)',
      'check_pytest.py (Failed)',
      'test_one (Failed)',
      '[1] (Passed)',
      '[2] (Failed)',
    ]);
    await workbench.screenshot('6 cases of pytest');
    await workbench.page.setViewportSize({ width: 700, height: 600 });
    await workbench.screenshot('7 cases of pytest, in a narrow window');
  });
}
