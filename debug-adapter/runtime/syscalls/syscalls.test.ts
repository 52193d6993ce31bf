import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { compileGuestProgram } from '../../python/toolchain.ts';
import { DeviceFilesystem } from '../filesystem/deviceFilesystem.ts';
import { MemoryFilesystem } from '../filesystem/memoryFilesystem.ts';
import { HostFilesystem } from '../node/hostFilesystem.ts';
import { type GuestRun, runGuest } from '../test/runGuest.ts';

const GUEST = path.join(import.meta.dirname, '../test/guests/syscalls.c');

describe('system calls', () => {
  let program: string;
  let folder: string;
  before(async () => {
    program = await compileGuestProgram(GUEST);
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'syscalls-'));
    fs.writeFileSync(path.join(folder, 'greeting'), 'hello');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const play = (scenario: string, trace?: (line: string) => void): Promise<GuestRun> =>
    runGuest(program, {
      trace,
      args: [scenario],
      stdin: 'one two',
      mounts: [
        { point: '/files', filesystem: new HostFilesystem(folder) },
        { point: '/dev', filesystem: new DeviceFilesystem() },
        { point: '/dev/shm', filesystem: new MemoryFilesystem() },
      ],
    });

  const cases: Readonly<Record<string, string>> = {
    files: 'P16',
    duplicates: 'P17',
    folders: 'P17',
    pipes: 'P17',
    every_descriptor_closed: 'P11',
    rights_of_a_folder: 'P13',
    what_is_ignored_ends_nothing: 'P14',
    named_semaphores: 'P17',
  };

  for (const scenario of [
    'every_descriptor_closed',
    'rights_of_a_folder',
    'what_is_ignored_ends_nothing',
    'named_semaphores',
    'files',
    'folders',
    'current_directory',
    'duplicates',
    'pipes',
    'waiting',
    'standard_input',
    'signals',
    'events',
    'clocks',
    'random_bytes',
    'futexes',
    'devices',
    'bad_addresses',
  ]) {
    const number = cases[scenario];
    const title = scenario.replaceAll('_', ' ');
    test(number === undefined ? title : `${number}: ${title}`, async () => {
      const { end, stderr, warnings } = await play(scenario);
      assert.equal(stderr, '');
      assert.deepEqual(warnings, []);
      assert.deepEqual(end, { kind: 'exited', code: 0 });
    });
  }

  for (const [scenario, signal, said] of [
    ['an_unhandled_signal_ends_the_program', 15, /Terminated/],
    ['a_write_to_a_closed_pipe_ends_the_program', 13, /Broken pipe/],
    ['a_failed_assertion_ends_the_program', 6, /Assertion failed: handled == SIGTERM .*Aborted/s],
    ['an_abort_ends_the_program', 6, /Aborted/],
  ] as const) {
    test(`P14, P17: ${scenario.replaceAll('_', ' ')}, which says so`, async () => {
      const { end, stderr } = await play(scenario);
      assert.deepEqual(end, { kind: 'exited', code: 128 + signal });
      assert.match(stderr, said);
    });
  }

  test('the log has calls whose arguments cannot be read', async () => {
    const lines: string[] = [];
    const { end } = await play('bad_addresses', line => lines.push(line));
    assert.deepEqual(end, { kind: 'exited', code: 0 });
    assert.ok(lines.includes('1:0 path_create_directory(?) = -1 EFAULT'));
  });

  test('a call that is missing answers ENOSYS and says so once', async () => {
    const { end, warnings } = await play('missing_calls');
    assert.deepEqual(end, { kind: 'exited', code: 0 });
    assert.deepEqual(warnings, [
      'the program called port_mac, which is not implemented here: ' +
        'the network interfaces and routes are those of the machine',
      'the program called proc_fork, which is not implemented here: ' +
        'a program in WebAssembly is a single process, and cannot start others',
    ]);
  });
});
