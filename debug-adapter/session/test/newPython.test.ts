/** What Python 3.14 has that earlier versions have not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { StoppedProgram } from './stoppedProgram.ts';
import { TemporaryProject } from './temporaryProject.ts';

const configuration = { python: '3.14' };

const PROGRAM = `from dataclasses import dataclass


class Loud:
    def __repr__(self):
        raise SystemExit("ran")


def greet(name: Missing) -> "str":
    greeting = t"Hello {name!r:>8}!"
    try:
        {}[name]  # @looked_up
    except ValueError, KeyError:
        caught = name
    loud = t"{Loud()}"
    return greeting  # @returned


@dataclass
class Point:
    x: int = 1
    y: list[
        int  # @annotation
    ] = ()


try:
    greet.__annotations__
except NameError as error:
    message = str(error)
print(message)
greet("Ada")
`;

test('annotations are read when they are asked for, and a breakpoint stops there', async () => {
  using project = new TemporaryProject();
  const talk = await Conversation.launch(project.write('new.py', PROGRAM), configuration);
  await talk.setBreakpoints('annotation', 'returned');
  await talk.run();
  await talk.stopped();
  await talk.go('stepOut');
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('annotations that are read late');
});

test('a step goes through an except without brackets', async () => {
  using project = new TemporaryProject();
  const talk = await Conversation.launch(project.write('new.py', PROGRAM), configuration);
  await talk.setBreakpoints('looked_up');
  await talk.run();
  await talk.stopped();
  for (let count = 0; count < 3; count++) await talk.go('next');
  await talk.finish();
  talk.assertGolden('except without brackets');
});

test('a template string shows its strings and its interpolations', async () => {
  using project = new TemporaryProject();
  const file = project.write('new.py', PROGRAM);
  const program = await StoppedProgram.with({ configuration }, file, 'returned');
  assert.equal(
    await program.evaluate('greeting', 'hover'),
    `Template(strings=('Hello ', '!'), interpolations=(Interpolation('Ada', 'name', 'r', '>8'),))`,
  );
  assert.match(
    await program.evaluate('loud', 'hover'),
    /^<string\.templatelib\.Template object at/,
  );
  const inside = await program.inside('greeting.interpolations[0]');
  assert.deepEqual(
    inside.map(({ name, value }) => `${name} ${value}`),
    ["value 'Ada'", "expression 'name'", "conversion 'r'", "format_spec '>8'"],
  );
  assert.equal(await program.evaluate('t"{1 + 1}".values', 'repl'), '(2,)');
  assert.equal(await program.evaluate('caught'), "'Ada'");
  await program.close();
});
