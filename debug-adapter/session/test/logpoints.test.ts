import { test } from 'node:test';
import { Conversation } from './conversation.ts';

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
