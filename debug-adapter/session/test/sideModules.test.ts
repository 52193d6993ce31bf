/** Modules in C that the program has loaded: a greenlet switches in one of them. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { findTestModules, installTestModules } from '../../python/sideModules/test/testModules.ts';
import { DapClient } from './dapClient.ts';
import { TemporaryProject } from './temporaryProject.ts';

const MODULE = 'switcher.cpython-313-wasm32-wasi-threads.so';

const PROGRAM = `import greenlet
import switcher

def worker(number):
    given = switcher.switch_to(main, greenlet.getcurrent())
    return given + number

def greet():
    made = switcher.run(lambda: worker(1))
    print(made)
    return made.switch(41)

main = greenlet.getcurrent()
print(greet())
`;

const modules = await findTestModules('3.13');

describe('modules in C', { skip: modules === undefined && 'there is no compiler' }, () => {
  test('are listed, and named in native frames; greenlets that switch in them are stepped through', async () => {
    using project = new TemporaryProject();
    await installTestModules(modules as NonNullable<typeof modules>, project.folder);
    const file = project.write('main.py', PROGRAM);
    const client = new DapClient();
    await client.request('initialize', { adapterID: 'wasix-python' });
    await client.request('launch', { program: file, showNativeFrames: true });
    await client.event('initialized');
    await client.request('setBreakpoints', { source: { path: file }, breakpoints: [{ line: 10 }] });
    await client.request('configurationDone');
    const { threadId } = await client.event('stopped');

    const { threads } = await client.request('threads');
    const suspended = threads.find(({ id }: { id: number }) => id !== threadId);
    const stack = await client.request('stackTrace', { threadId: suspended.id });
    const names = stack.stackFrames.map(({ name }: { name: string }) => name);
    assert.ok(names.some((name: string) => /^slp_switch\(\) \+ 0x/.test(name)));
    assert.ok(names.some((name: string) => name.startsWith(`${MODULE}!switch_to + 0x`)));

    const listed = await client.request('modules');
    const module = listed.modules.find(({ name }: { name: string }) => name === 'switcher');
    const { size, mtime } = fs.statSync(path.join(project.folder, MODULE));
    assert.equal(module.path, path.join(project.folder, MODULE));
    assert.equal(module.symbolStatus, `WebAssembly, ${size.toLocaleString('en')} bytes`);
    assert.equal(module.dateTimeStamp, mtime.toISOString());
    const { sources } = await client.request('loadedSources');
    assert.deepEqual(
      sources.filter((source: { path?: string }) => source.path?.endsWith('.so')),
      [],
    );

    await client.request('next', { threadId });
    await client.event('stopped');
    await client.request('stepIn', { threadId });
    const arrived = await client.event('stopped');
    assert.equal(arrived.threadId, suspended.id);
    const [top] = (await client.request('stackTrace', { threadId: arrived.threadId })).stackFrames;
    assert.equal(`${top.name}, line ${top.line}`, 'worker, line 6');
    await client.request('continue', { threadId });
    assert.equal((await client.event('exited')).exitCode, 0);
    await client.close();
  });
});
