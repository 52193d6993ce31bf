import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { outputOf, runToEnd } from './stops.ts';

test('log points write f-strings, labelled with the continuation', async () => {
  const talk = await Conversation.launch('places.py');
  await talk.setBreakpoints(
    {
      at: 'print',
      logMessage: 'number is {number}, {name!r:>5}, {{literally}} {number:{number+3}d}|',
    },
    {
      at: 'add',
      logMessage: 'adds {({"amount": amount})["amount"]} and {missing}',
      condition: 'self.total < 2',
    },
    { at: 'several', logMessage: 'path C:\\new "quoted"', hitCondition: '>= 2' },
  );
  await talk.run();
  await talk.ended();
  talk.assertGolden('log points');
});

test('messages and conditions that are not valid', async () => {
  const talk = await Conversation.launch('places.py');
  await talk.setBreakpoints(
    { at: 'add', logMessage: 'open {amount' },
    { at: 'add', logMessage: '{}' },
    { at: 'add', condition: 'amount =' },
    { at: 'add', condition: 'amount = 1' },
    { at: 'add', hitCondition: 'often' },
    { at: 'add', hitCondition: '% 0' },
    { at: 'add', hitCondition: '>= -1' },
    { at: 'add', hitCondition: '  >=3 ' },
  );
  await talk.run();
  await talk.stopped();
  await talk.finish();
  talk.assertGolden('invalid conditions');
});

test('D10: what log points and conditions raise is reported, and never the program’s', async () => {
  const talk = await Conversation.launch('raising_expressions.py');
  const at = (marker: string): number => talk.program.line(marker);
  await talk.setBreakpoints(
    {
      at: 'log',
      logMessage:
        '{task.result()} {throw(KeyboardInterrupt("now"))} {throw(SystemExit)} {throw(Odd())} {bad} {bad!r}',
    },
    { at: 'condition', condition: 'throw(Odd())' },
    { at: 'count', condition: 'bad', hitCondition: '1', logMessage: '{exit()}' },
    { at: 'changes' },
    {
      at: 'greenlet',
      logMessage: '{throw(__import__("greenlet").GreenletExit)} {throw(StopIteration)}',
    },
  );
  const told = outputOf(talk, 'console');
  const printed = outputOf(talk, 'stdout');
  await talk.run();
  const stops = await runToEnd(talk, async ({ id: frameId, line: stopped }) => {
    if (stopped !== at('changes')) return;
    const { dataId } = await talk.client.request('dataBreakpointInfo', {
      name: 'watched',
      frameId,
    });
    const breakpoints = [{ dataId, condition: 'throw(GeneratorExit)' }];
    await talk.client.request('setDataBreakpoints', { breakpoints });
  });
  assert.deepEqual(stops, [
    `main ${at('condition')}`,
    `main ${at('changes')}`,
    `main ${at('end')}: watched: 'old' → 'new'`,
  ]);
  assert.deepEqual(told.join('\n').split('\n'), [
    'main: <CancelledError: > <KeyboardInterrupt: now> <SystemExit: > <Odd: <str() raised SystemExit>> <KeyboardInterrupt: > <KeyboardInterrupt: >',
    "Breakpoint condition 'throw(Odd())' failed: Odd: <str() raised SystemExit>",
    "Breakpoint condition 'bad' failed: GeneratorExit:",
    'main: <SystemExit: None>',
    "Breakpoint condition 'throw(GeneratorExit)' failed: GeneratorExit:",
    'work (g1): <GreenletExit: > <StopIteration: >',
  ]);
  assert.deepEqual(printed, ['to the end']);
});
