import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { zip } from '../../python/recipe/zip.ts';
import { StoppedProgram } from './stoppedProgram.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasix-sources-'));
after(() => fs.rmSync(folder, { recursive: true }));

const ENCODED = `# -*- coding: ENCODING -*-
def join(*parts): return "".join(parts)
"é"; join("é", "ü"); join(join("ß"), "ö")  # @calls
print("end")  # @end
`;

for (const [encoding, characters] of [
  ['latin-1', 'latin1'],
  ['cp1252', 'latin1'],
  ['utf-8', 'utf8'],
] as const) {
  test(`D32: columns and step targets in a source in ${encoding}`, async () => {
    const text = ENCODED.replace('ENCODING', encoding);
    const file = path.join(folder, `${encoding}.py`);
    fs.writeFileSync(file, Buffer.from(text, characters));
    const program = await StoppedProgram.at(file, 'calls');
    const { breakpoints } = await program.client.request('breakpointLocations', {
      source: { path: file },
      line: 3,
    });
    const columns = breakpoints.map((place: DebugProtocol.BreakpointLocation) => place.column);
    assert.deepEqual(
      columns.filter((column?: number) => column !== 1),
      [6, 22],
    );
    const { targets } = await program.client.request('stepInTargets', { frameId: program.frameId });
    const line = text.split('\n')[2] as string;
    const shown = targets.map(({ label, column, endColumn }: DebugProtocol.StepInTarget) => [
      label,
      line.slice((column as number) - 1, (endColumn as number) - 1),
    ]);
    assert.deepEqual(shown, [
      ["join('é', 'ü')", 'join("é", "ü")'],
      ["join('ß')", 'join("ß")'],
      ["join(join('ß'), 'ö')", 'join(join("ß"), "ö")'],
    ]);
    await program.close();
  });
}

const WITHOUT_FILES = `import doctest
import importlib
import linecache
import sys
sys.path.insert(0, __file__.rpartition("/")[0] + "/packed.zip")


def stop(what):
    return what  # @stop


def tested():
    """
    >>> stop("doctest")
    'doctest'
    """


import packed
packed.run(stop)
for name in ("<made>", "made without brackets"):
    text = f"# {name}\\nstop('exec')\\n"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    exec(compile(text, name, "exec"))
sys.meta_path.insert(0, type("Finder", (), {"find_spec": lambda name, *_: stop(name) and None}))
import colorsys
del sys.meta_path[0]
doctest.testmod()
exec("stop('unknown')")
`;

test('D33, D36: code without a file has the text that its loader or linecache has', async () => {
  const file = path.join(folder, 'without_files.py');
  fs.writeFileSync(file, WITHOUT_FILES);
  const packed = { name: 'packed.py', content: Buffer.from('# é\ndef run(it):\n    it("zip")\n') };
  fs.writeFileSync(path.join(folder, 'packed.zip'), zip([{ ...packed, compress: true }]));
  const program = await StoppedProgram.at(file, 'stop');
  const found: [string, string, string | undefined, string][] = [];
  const source = async () => {
    const frames = await program.talk.frames(await program.talk.threadId('main'));
    const caller = frames[1] as DebugProtocol.StackFrame;
    const { name = '', origin, sourceReference } = caller.source ?? {};
    assert.ok(sourceReference, name);
    const answer = await program.client.send('source', { sourceReference, source: caller.source });
    const text = answer.success ? answer.body.content : `error: ${answer.message}`;
    found.push([await program.evaluate('what'), name, origin, text]);
    return text.split('\n')[caller.line - 1] ?? text;
  };
  assert.equal(await source(), '    it("zip")');
  await program.goOn();
  assert.equal(await source(), "stop('exec')");
  await program.goOn();
  assert.equal(await source(), "stop('exec')");
  await program.goOn();
  // The caller is the program's own lambda; beyond it is the import system.
  const frames = await program.talk.frames(await program.talk.threadId('main'));
  const frozen = frames.find(frame => frame.source?.name?.startsWith('<frozen'));
  assert.equal(frozen?.source?.origin, 'standard library');
  const { content } = await program.client.request('source', {
    sourceReference: frozen?.source?.sourceReference,
    source: frozen?.source,
  });
  assert.match(content.split('\n')[(frozen?.line ?? 0) - 1], /spec = find_spec\(/);
  await program.goOn();
  assert.equal(await source(), 'stop("doctest")');
  await program.goOn();
  await source();
  assert.deepEqual(
    found.map(([what, , origin]) => [what, origin]),
    [
      ["'zip'", 'inside WebAssembly'],
      ["'exec'", 'code without a file'],
      ["'exec'", 'inside WebAssembly'],
      ["'doctest'", 'code without a file'],
      ["'unknown'", 'code without a file'],
    ],
  );
  assert.match(found.at(-1)?.[3] ?? '', /^error: Nobody knows the source text of <string>/);
  await program.close();
});
