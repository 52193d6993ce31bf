/** Which commands of debug terminals run something else, in each order in which that is told. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TypedCommands } from './typedCommands.ts';

describe('the commands of debug terminals', () => {
  test('a program tells of itself while its command runs', () => {
    const commands = new TypedCommands<number>();
    commands.begin(1, 'python main.py');
    commands.see();
    assert.equal(commands.end(1), undefined);
  });

  test('a program tells of itself before its terminal tells of the command', () => {
    const commands = new TypedCommands<number>();
    commands.see();
    commands.begin(1, 'python3 -m app; echo over');
    assert.equal(commands.end(1), undefined);
    commands.begin(2, 'python3 -m app');
    assert.equal(commands.end(2), 'python3');
  });

  test('a command that no program tells of is named', () => {
    const commands = new TypedCommands<number>();
    commands.begin(1, ' pytest -x');
    assert.equal(commands.end(1), 'pytest');
  });

  test('commands that debug nothing are not', () => {
    const commands = new TypedCommands<number>();
    for (const line of ['ls', 'python', 'python -m pip list', 'echo python main.py']) {
      commands.begin(1, line);
      assert.equal(commands.end(1), undefined, line);
    }
  });

  test('a program of a script is nobody else’s', () => {
    const commands = new TypedCommands<number>();
    commands.begin(1, './run');
    commands.see();
    assert.equal(commands.end(1), undefined);
    commands.begin(2, 'flask run');
    assert.equal(commands.end(2), 'flask');
  });

  test('a program that runs for long hides no other', () => {
    const commands = new TypedCommands<number>();
    commands.begin(1, 'uvicorn app:app');
    commands.see();
    commands.begin(2, 'python main.py');
    assert.equal(commands.end(2), 'python');
    assert.equal(commands.end(1), undefined);
  });

  test('a program is ahead of its command while another runs', () => {
    const commands = new TypedCommands<number>();
    commands.begin(1, 'npm start');
    commands.see();
    commands.begin(2, 'python main.py');
    assert.equal(commands.end(2), undefined);
  });
});
