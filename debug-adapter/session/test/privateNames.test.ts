import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoppedProgram } from './stoppedProgram.ts';

test('D22: private names are those of the class that the frame is written in', async () => {
  const program = await StoppedProgram.at('private_names.py', 'inner', 'drawer', 'body');
  // The body of the class runs first.
  assert.equal(await program.evaluate('__made, _Vault__made'), "('in the body', 'in the body')");
  await program.goOn();
  assert.equal(await program.evaluate('self.__pin'), '1234');
  assert.equal(await program.evaluate('[self.__pin + n for n in (1, 2)]'), '[1235, 1236]');
  assert.equal(await program.evaluate('(lambda: (__left, self.__pin))()'), '(3, 1234)');
  assert.equal(await program.evaluate('self.__pin', 'hover'), '1234');
  assert.equal(await program.evaluate('__left', 'hover'), '3');
  await program.evaluate('self.__pin = 4321', 'repl');
  assert.equal(await program.evaluate('self._Vault__pin'), '4321');
  assert.equal(await program.evaluate('class X:\n    __a = 1\nvars(X)["_X__a"]', 'repl'), '1');
  assert.equal(await program.setExpression('self.__pin', 'self.__pin + 1'), '4322');
  assert.equal(await program.evaluate('self.__pin'), '4322');
  const names = (await program.inside('self')).map(({ name }) => name);
  assert.deepEqual(names, ['_Vault__pin', 'label']);
  const { targets } = await program.client.request('completions', {
    text: 'self.__p',
    column: 9,
    frameId: program.frameId,
  });
  assert.deepEqual(
    targets.map(({ label }: { label: string }) => label),
    ['__pin'],
  );
  await program.look(undefined, 1);
  const locals = await program.scope();
  assert.equal(await program.set(locals, 'tries', 'self.__pin * 2'), '8644');
  const data = await program.client.request('dataBreakpointInfo', {
    name: 'self.__pin',
    frameId: program.frameId,
  });
  assert.match(data.dataId, /./);
  await program.goOn();
  assert.equal(await program.evaluate('self.__pin'), "'of the drawer'");
  await program.close();
});

test('D22: private names in conditions and log points, and outside of classes', async () => {
  const program = await StoppedProgram.at(
    'private_names.py',
    { at: 'loop', condition: '_Vault.__count == 1 and self.__pin' },
    { at: 'open', logMessage: 'pin {self.__pin}, left {__left!r}' },
    'underscores',
    'outside',
  );
  assert.equal(await program.evaluate('n, _Vault.__count'), '(1, 1)');
  const logged = program.client.event('output', ({ output }) => output.includes('pin'));
  await program.goOn();
  assert.match((await logged).output, /pin 1234, left 3/);
  assert.equal(await program.evaluate('self.__plain'), '1');
  await program.goOn();
  assert.match(await program.evaluate('vault.__pin'), /no attribute '__pin'/);
  assert.equal(await program.evaluate('vault._Vault__pin'), '1234');
  await program.close();
});
