import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestedFolder } from './test/testedFolder.ts';

const OUTCOMES = `import sys
import unittest
from unittest import mock

class Outcomes(unittest.TestCase):
    def test_passes(self):
        print("to standard output")
        sys.stderr.write("to the other\\n")

    @mock.patch("sys.argv", [])
    def test_differs(self):
        self.assertEqual([1, 2], [1, 3])

    def test_text(self):
        self.assertEqual("a\\nb", "a\\nc")

    def test_raises(self):
        int("no")

    @unittest.skip("not now")
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    @unittest.expectedFailure
    def test_unexpected(self):
        pass
`;

const PARTS = `import asyncio
import unittest

class Parts(unittest.TestCase):
    def test_numbers(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertEqual(number % 2, 0)

class Tasks(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.task = asyncio.create_task(asyncio.sleep(0, "done"))

    async def test_awaits(self):
        self.assertEqual(await self.task, "done")
`;

const FIXTURES = `import unittest

class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError("no database")

    def test_one(self):
        pass
`;

test('tests of unittest are found, with their lines, and files that cannot be imported', async () => {
  using folder = new TestedFolder({
    'test_parts.py': PARTS,
    'test_encoding.py': '# coding: no-such\n',
    'test_syntax.py': 'x = 1\ndef broken(:\n',
    'test_import.py': 'import unittest\nimport no_such_module\n',
    'test_whole.py': 'import unittest\nraise unittest.SkipTest("not here")\n',
    'inner/__init__.py': '',
    'inner/test_deep.py': FIXTURES,
    'helpers.py': 'raise SystemExit\n',
  });
  const { told } = await folder.ask({});
  assert.deepEqual(told, [
    'inner/test_deep.py',
    'inner/test_deep.py::Broken line 3',
    'inner/test_deep.py::Broken::test_one line 8',
    'test_encoding.py',
    'problem test_encoding.py:1 SyntaxError: unknown encoding: no-such',
    'test_import.py',
    "problem test_import.py:2 ModuleNotFoundError: No module named 'no_such_module'",
    'test_parts.py',
    'test_parts.py::Parts line 4',
    'test_parts.py::Parts::test_numbers line 5',
    'test_parts.py::Tasks line 10',
    'test_parts.py::Tasks::test_awaits line 14',
    'test_syntax.py',
    'problem test_syntax.py:2 SyntaxError: invalid syntax',
    'test_whole.py',
    'end',
  ]);
});

test('each outcome of a test of unittest is told, with what was compared and what was printed', async () => {
  using folder = new TestedFolder({ 'test_outcomes.py': OUTCOMES });
  const { told, printed } = await folder.ask({ runs: true });
  const name = 'test_outcomes.py::Outcomes';
  assert.deepEqual(told.slice(told.indexOf(`${name}::test_unexpected line 29`) + 1), [
    `failed ${name}::test_differs at test_outcomes.py:12 (Lists differ: [1, 2] != [1, 3]) expected [1, 3], not [1, 2]`,
    `passed ${name}::test_expected`,
    `output of ${name}::test_passes: "to standard output\\n"`,
    `output of ${name}::test_passes: "to the other\\n"`,
    `passed ${name}::test_passes`,
    `errored ${name}::test_raises at test_outcomes.py:18 (ValueError: invalid literal for int() with base 10: 'no')`,
    `skipped ${name}::test_skipped (not now)`,
    `failed ${name}::test_text at test_outcomes.py:15 ('a\\nb' != 'a\\nc') expected a\nc, not a\nb`,
    `failed ${name}::test_unexpected (The test was expected to fail, and passed.)`,
    'end',
  ]);
  assert.equal(printed, '');
});

test('parts of a test are cases of it; asynchronous tests run; a class without its fixture does not', async () => {
  using folder = new TestedFolder({ 'test_parts.py': PARTS, 'test_fixtures.py': FIXTURES });
  const { told } = await folder.ask({ runs: true });
  const parts = 'test_parts.py::Parts::test_numbers';
  assert.deepEqual(told.slice(told.indexOf('test_parts.py::Tasks::test_awaits line 14') + 1), [
    'errored test_fixtures.py::Broken at test_fixtures.py:6 (RuntimeError: no database)',
    `${parts}(number=0)`,
    `passed ${parts}(number=0)`,
    `${parts}(number=1)`,
    `failed ${parts}(number=1) at test_parts.py:8 (1 != 0) expected 0, not 1`,
    `${parts}(number=2)`,
    `passed ${parts}(number=2)`,
    `failed ${parts}`,
    'passed test_parts.py::Tasks::test_awaits',
    'skipped test_fixtures.py::Broken::test_one',
    'end',
  ]);
});

test('a part that is skipped is told, and what its test is then', async () => {
  using folder = new TestedFolder({
    'test_skips.py': `import unittest

class Skips(unittest.TestCase):
    def test_part(self):
        for name in ("here", "elsewhere"):
            with self.subTest(name=name):
                if name != "here":
                    self.skipTest("not there")

    def test_raises(self):
        with self.subTest():
            self.skipTest("no")
        raise RuntimeError("later")
`,
  });
  const { told } = await folder.ask({ runs: true });
  const skips = 'test_skips.py::Skips';
  assert.deepEqual(told.slice(told.indexOf(`${skips}::test_raises line 10`) + 1), [
    `${skips}::test_part(name='here')`,
    `passed ${skips}::test_part(name='here')`,
    `${skips}::test_part(name='elsewhere')`,
    `skipped ${skips}::test_part(name='elsewhere') (not there)`,
    `skipped ${skips}::test_part`,
    `${skips}::test_raises(<subtest>)`,
    `skipped ${skips}::test_raises(<subtest>) (no)`,
    `errored ${skips}::test_raises at test_skips.py:13 (RuntimeError: later)`,
    'end',
  ]);
});

test('a test that closes the standard output keeps no other from being run', async () => {
  using folder = new TestedFolder({
    'test_streams.py': `import sys
import unittest

class Streams(unittest.TestCase):
    def test_closes(self):
        sys.stdout.close()

    def test_other(self):
        sys.stderr.write("here")
`,
  });
  const { told } = await folder.ask({ runs: true });
  const streams = 'test_streams.py::Streams';
  assert.deepEqual(told.slice(told.indexOf(`${streams}::test_other line 8`) + 1), [
    `passed ${streams}::test_closes`,
    `passed ${streams}::test_other`,
    `output of ${streams}::test_other: "here"`,
    'end',
  ]);
});

test('what is wanted is run, and no other file is imported', async () => {
  using folder = new TestedFolder({
    'test_parts.py': PARTS,
    'test_exit.py': 'raise SystemExit\n',
  });
  const { told } = await folder.ask({
    runs: true,
    include: ['test_parts.py'],
    exclude: ['test_parts.py::Parts'],
  });
  assert.deepEqual(told.slice(-2), ['passed test_parts.py::Tasks::test_awaits', 'end']);
  assert.equal(told.filter(line => /^(passed|failed|skipped)/.test(line)).length, 1);
});

test('arguments are those of unittest discover, and a wrong one is told', async () => {
  using folder = new TestedFolder({ 'tests/check_it.py': PARTS });
  const found = await folder.ask({ arguments: ['-s', 'tests', '-p', 'check_*.py'] });
  assert.equal(found.told[0], 'tests/check_it.py');
  const wrong = await folder.ask({ arguments: ['-s', 'nowhere'] });
  assert.match(wrong.told[0] as string, /^problem : Start directory is not importable/);
});

test('lines and functions that were executed are told, of the files in the folder alone', async () => {
  using folder = new TestedFolder({
    'app.py': `from greenlet import greenlet

def work(number):
    if number > 1:
        return "many"
    return "few"

def never():
    return 1

def spawn():
    return greenlet(lambda: work(1)).switch()
`,
    'test_app.py': `import unittest
from app import spawn

class App(unittest.TestCase):
    def test_spawn(self):
        self.assertEqual(spawn(), "few")
`,
  });
  const { told } = await folder.ask({ runs: true, covers: true });
  assert.deepEqual(told.slice(-3), [
    'coverage of app.py: 1,3,4,6,8,11,12 but not 5,9; never called: never',
    'coverage of test_app.py: 1,2,4,5,6 but not ; never called: ',
    'end',
  ]);
});

test('a program that is ended while it runs tests tells no end', async () => {
  using folder = new TestedFolder({
    'test_endless.py': `import unittest

class Endless(unittest.TestCase):
    def test_loop(self):
        while True:
            pass
`,
  });
  const { told } = await folder.ask({ runs: true }, (event, cancel) => {
    if (event.event === 'started') cancel();
  });
  assert.equal(told.at(-1), 'test_endless.py::Endless::test_loop line 4');
});

test('a launch configuration that cannot be used says why', async () => {
  using folder = new TestedFolder({ 'test_parts.py': PARTS }, { network: 'everything' });
  const { told, reason } = await folder.ask({});
  assert.deepEqual(told, []);
  assert.match(reason as string, /"network" must be "off", "loopback" or "all"/);
});
