import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { pytestPackages } from '../../tools/test/pytestPackages.ts';
import { TestedFolder } from './test/testedFolder.ts';

const CASES = `import pytest

@pytest.mark.parametrize("number", [1, 2])
def test_number(number):
    print("number", number)
    assert [number, 3] == [1, 3]

class TestGroup:
    def test_text(self):
        assert "a" in "b", "no a"

    @pytest.mark.skip(reason="not now")
    def test_skipped(self):
        pass

    @pytest.mark.xfail
    def test_expected(self):
        assert False

def test_without(fixture_that_is_not_there):
    pass

@pytest.fixture
def broken():
    raise RuntimeError("no database")

def test_broken(broken):
    pass

@pytest.fixture
def unclean():
    yield
    raise RuntimeError("still open")

def test_unclean(unclean):
    pass
`;

const UNITTEST = `import unittest

class Old(unittest.TestCase):
    def test_old(self):
        self.assertEqual(1, 2)
`;

describe('pytest', () => {
  let packages: string;
  before(async () => {
    packages = await pytestPackages();
  });

  test('tests are found, with cases and lines, and files that cannot be imported', async () => {
    using folder = new TestedFolder(
      {
        'tests/test_cases.py': CASES,
        'tests/test_old.py': UNITTEST,
        'tests/test_syntax.py': 'x = 1\ndef broken(:\n',
        'tests/test_import.py': 'import sys\nimport no_such_module\n',
      },
      { packages: [packages] },
    );
    const { told } = await folder.ask({ framework: 'pytest' });
    assert.deepEqual(told, [
      'tests/test_import.py',
      "problem tests/test_import.py:2 E   ModuleNotFoundError: No module named 'no_such_module'",
      'tests/test_syntax.py',
      'problem tests/test_syntax.py:2 E   SyntaxError: invalid syntax',
      'tests/test_cases.py',
      'tests/test_cases.py::test_number line 4',
      'tests/test_cases.py::test_number[1]',
      'tests/test_cases.py::test_number[2]',
      'tests/test_cases.py::TestGroup line 8',
      'tests/test_cases.py::TestGroup::test_text line 9',
      'tests/test_cases.py::TestGroup::test_skipped line 13',
      'tests/test_cases.py::TestGroup::test_expected line 17',
      'tests/test_cases.py::test_without line 20',
      'tests/test_cases.py::test_broken line 27',
      'tests/test_cases.py::test_unclean line 35',
      'tests/test_old.py',
      'tests/test_old.py::Old line 3',
      'tests/test_old.py::Old::test_old line 4',
      'end',
    ]);
  });

  test('each outcome is told, with what was compared and what was printed', async () => {
    using folder = new TestedFolder(
      { 'test_cases.py': CASES, 'test_old.py': UNITTEST },
      { packages: [packages] },
    );
    const { told, printed } = await folder.ask({ framework: 'pytest', runs: true });
    const file = 'test_cases.py';
    assert.deepEqual(told.slice(told.indexOf('test_old.py::Old::test_old line 4') + 1), [
      `passed ${file}::test_number[1]`,
      `output of ${file}::test_number[1]: "number 1\\n"`,
      `failed ${file}::test_number[2] at ${file}:6 (assert [2, 3] == [1, 3]) expected [1, 3], not [2, 3]`,
      `output of ${file}::test_number[2]: "number 2\\n"`,
      `failed ${file}::TestGroup::test_text at ${file}:10 (no a)`,
      `skipped ${file}::TestGroup::test_skipped (Skipped: not now)`,
      `passed ${file}::TestGroup::test_expected`,
      `errored ${file}::test_without (file ${folder.path}/${file}, line 20)`,
      `errored ${file}::test_broken at ${file}:25 (RuntimeError: no database)`,
      `passed ${file}::test_unclean`,
      `errored ${file}::test_unclean at ${file}:33 (RuntimeError: still open)`,
      'failed test_old.py::Old::test_old at test_old.py:5 (1 != 2) expected 2, not 1',
      'end',
    ]);
    assert.match(printed, /3 failed, 2 passed, 1 skipped, 1 xfailed, 3 errors/);
  });

  test('what is wanted is run, by its own id, and no other file is imported', async () => {
    using folder = new TestedFolder(
      { 'test_cases.py': CASES, 'test_exit.py': 'raise SystemExit\n' },
      { packages: [packages] },
    );
    const { told } = await folder.ask({
      framework: 'pytest',
      runs: true,
      include: ['test_cases.py::test_number', 'test_cases.py::TestGroup'],
      exclude: ['test_cases.py::test_number[2]', 'test_cases.py::TestGroup'],
    });
    const outcomes = told.filter(line => /^(passed|failed|skipped|errored)/.test(line));
    assert.deepEqual(outcomes, ['passed test_cases.py::test_number[1]']);
  });

  test('executed lines are told', async () => {
    using folder = new TestedFolder(
      {
        'app.py': 'def half(n):\n    if n % 2:\n        raise ValueError\n    return n // 2\n',
        'test_app.py': 'from app import half\n\ndef test_half():\n    assert half(4) == 2\n',
      },
      { packages: [packages] },
    );
    const { told } = await folder.ask({ framework: 'pytest', runs: true, covers: true });
    assert.deepEqual(told.slice(-3), [
      'coverage of app.py: 1,2,4 but not 3; never called: ',
      'coverage of test_app.py: 1,3,4 but not ; never called: ',
      'end',
    ]);
  });

  test('arguments that it refuses are told', async () => {
    using folder = new TestedFolder({ 'test_cases.py': CASES }, { packages: [packages] });
    const { told, reason } = await folder.ask({ framework: 'pytest', arguments: ['--no-such'] });
    assert.deepEqual(told, ['problem : ', 'end']);
    assert.equal(reason, 'unrecognized arguments: --no-such');
  });

  test('it is told that it is not there', async () => {
    using folder = new TestedFolder({ 'test_cases.py': CASES });
    const { told } = await folder.ask({ framework: 'pytest' });
    assert.deepEqual(told, ['pytest is missing', 'end']);
  });
});
