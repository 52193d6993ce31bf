/** What there is to ask about an exception that has others inside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';
import { runToEnd } from './stops.ts';

type Info = DebugProtocol.ExceptionInfoResponse['body'];

/** The names and messages of an exception and those inside, indented. */
function outline(details: DebugProtocol.ExceptionDetails | undefined, indent = ''): string[] {
  const { typeName, message = '', innerException = [] } = details ?? {};
  return [
    `${indent}${typeName}: ${message.slice(0, 40)}`,
    ...innerException.flatMap(inner => outline(inner, `${indent}  `)),
  ];
}

test('D16, D17, R12: chains, circles, recursions and groups are told of, and within bounds', async () => {
  const talk = await Conversation.launch('inside_exceptions.py');
  const condition = '"telling" in dir() or type(exception) is RecursionError';
  await talk.run([{ filterId: 'raised', condition }]);
  const infos: Info[] = [];
  await runToEnd(talk, async (_, { threadId }) => {
    infos.push(await talk.client.request('exceptionInfo', { threadId }));
  });
  const [chain, circle, ownCause, recursion, group, wide, long] = infos.map(
    ({ details }) => details,
  );
  assert.equal(infos.length, 7);

  assert.equal(outline(chain).length, 100);
  assert.deepEqual(outline(chain).slice(0, 2), ['LookupError: the last one', '  ValueError: 899']);
  assert.match(
    infos[0]?.description ?? '',
    /Only 100 exceptions are shown here; 802 more led to them\.$/,
  );

  assert.deepEqual(outline(circle), [
    "KeyError: 'first'",
    '  TypeError: second',
    '    EOFError: third',
  ]);
  assert.deepEqual(outline(ownCause), ['NameError: its own cause']);
  assert.equal(infos[1]?.description, "'first'");

  assert.deepEqual(outline(recursion), ['RecursionError: maximum recursion depth exceeded']);
  assert.match(
    recursion?.stackTrace ?? '',
    /in recursion\n.*\n[\s\S]*\n {2}\[\d{3,} frames are left out\]\n/,
  );
  assert.ok((recursion?.stackTrace?.split('\n').length ?? 0) < 300);

  assert.deepEqual(outline(group), [
    'ExceptionGroup: outer (2 sub-exceptions)',
    '  ValueError: 1',
    "    KeyError: 'why'",
    '  ExceptionGroup: inner (2 sub-exceptions)',
    '    ValueError: 2',
    '    OSError: alone',
    '  EOFError: cause',
  ]);
  assert.match(
    group?.stackTrace ?? '',
    /ValueError: 1\n {2}\+-+ 2 -+\n[\s\S]*\| {3}\| OSError: alone\n/,
  );

  assert.equal(wide?.innerException?.length, 99);
  assert.match(infos[5]?.description ?? '', /100 exceptions are shown here; 201 more/);
  assert.match(wide?.stackTrace ?? '', /and 285 more/);

  assert.ok((long?.message?.length ?? 0) < 21_000);
  assert.match(long?.message ?? '', /… \(980000 more characters\)$/);
});
