/** Runs that are recorded, and replayed by their recordings alone. All programs: `npm run test:replay`. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { RecordingSource } from '../runtime/node/recordingFile.ts';
import { PROGRAMS, Recordings } from './test/recordedRun.ts';
import { RunningCommand } from './test/runningCommand.ts';
import { tamper } from './test/tamper.ts';

/** The quick ones of each kind. */
const QUICK = [
  'random_time_files',
  'input',
  'computing_threads',
  'exits_at_once',
  'uncaught',
  'unhandled_signal',
];

describe('a recorded run', () => {
  let recordings: Recordings;
  before(() => {
    recordings = new Recordings();
  });
  after(() => recordings.remove());

  /** Records a program, and keeps nothing but the recording. */
  async function recordAway(program: string, ...options: string[]): Promise<string> {
    const file = recordings.file('away.rec');
    const script = recordings.file('away.py');
    fs.writeFileSync(script, program);
    const { code, stderr } = await recordings.record(file, ...options, script);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    fs.rmSync(script);
    return file;
  }

  for (const program of QUICK) {
    test(`of ${program} is replayed to the same end`, async () => {
      const file = recordings.file(`${program}.rec`);
      const script = path.join(PROGRAMS, `${program}.py`);
      const recorded = await recordings.record(file, '--record-checks', '100', script);
      const { difference, calls, checks } = await recordings.compare(file, recorded);
      assert.equal(difference, undefined);
      assert.ok(calls > 100 && checks > 1, `${calls} calls, ${checks} checks`);
    });
  }

  test('is replayed without files and sockets, and changes none', async () => {
    fs.writeFileSync(recordings.file('given.txt'), 'given');
    const file = await recordAway(
      'import os, socket\n' +
        'listener = socket.create_server(("127.0.0.1", 0))\n' +
        'print(open("given.txt").read(), listener.getsockname()[1] > 0)\n' +
        'open("made.txt", "w").write("made")\nos.remove("given.txt")\n',
    );
    assert.ok(!fs.existsSync(recordings.file('given.txt')));
    fs.rmSync(recordings.file('made.txt'));
    const { code, stdout } = await recordings.replay(file);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'given True\n' });
    assert.ok(!fs.existsSync(recordings.file('made.txt')));
  });

  test('has the signals in it that it got from outside', async () => {
    const file = recordings.file('signals.rec');
    const script = recordings.file('signals.py');
    fs.writeFileSync(
      script,
      'import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit("asked to end"))\n' +
        'print("ready", flush=True)\ncount = 0\nwhile True: count += 1\n',
    );
    const { code } = await recordings.recordUse(file, [script], async running => {
      await running.printed(/ready/);
      running.signal('SIGTERM');
    });
    assert.equal(code, 1);
    assert.deepEqual(await recordings.replay(file), {
      code: 1,
      stdout: 'ready\n',
      stderr: 'asked to end\n',
    });
  });

  test('that was killed is replayed up to there, and no time is waited for', async () => {
    const file = recordings.file('killed.rec');
    const script = recordings.file('killed.py');
    fs.writeFileSync(script, 'import time\nprint("ready", flush=True)\ntime.sleep(36000)\n');
    await recordings.recordUse(file, [script], async running => {
      await running.printed(/ready/);
      // What was written goes into the file a little later.
      while ((await recordings.replay(file)).stdout === '') {}
      running.signal('SIGKILL');
    });
    const { code, stdout, stderr } = await recordings.replay(file);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: 'ready\n' });
    assert.match(
      stderr,
      /^wasix-python: The recording ends after call \d+, before the program did: what came then is not known\.\n$/,
    );
  });

  test('of a program that debug clients may attach to is replayed without one', async () => {
    const file = recordings.file('attachable.rec');
    const program = new RunningCommand(
      ['debug', '--listen', '127.0.0.1:0', '--record', file, '-c', 'print("text")'],
      { folder: recordings.folder },
    );
    program.endInput();
    const recorded = await program.ended;
    assert.equal(recorded.stdout, 'text\n');
    const { difference } = await recordings.compare(file, recorded);
    assert.equal(difference, undefined);
  });

  test('that somebody has changed differs at that call', async () => {
    const file = await recordAway(
      'import os\nfor _ in range(3): os.urandom(8)\nprint(os.stat("/").st_mode)\n',
      ...['--record-checks', '1', '-I', '-S'],
    );
    const changed = recordings.file('changed.rec');
    const call = tamper(file, changed, { call: 'random_get', part: 'arguments' });
    assert.match(
      (await recordings.replay(changed)).stderr,
      new RegExp(
        `^wasix-python: The replay differs from the recording at call ${call}: the program called random_get with other arguments\\.\n`,
        'm',
      ),
    );
    const written = tamper(file, changed, { call: 'random_get', part: 'bytes' });
    assert.match(
      (await recordings.replay(changed)).stderr,
      new RegExp(
        `^wasix-python: The replay differs from the recording at call ${written + 1}: the program's memory is another one before it; it was the same at call ${written}\\.\n`,
        'm',
      ),
    );
  });

  test('holds no secrets unless that is asked for', async () => {
    const file = recordings.file('secret.rec');
    const options = ['--env', 'MY_API_KEY=hidden', '-c', 'import os; print(len(os.environ))'];
    const refused = await recordings.record(file, ...options);
    assert.deepEqual(refused, {
      code: 1,
      stdout: '',
      stderr:
        'wasix-python: Whoever has the recording could read what MY_API_KEY is: leave it out of --env, hide it by --record-hide MY_API_KEY, or allow it by --record-secrets.\n',
    });
    assert.ok(!fs.existsSync(file));
    assert.equal((await recordings.record(file, '--record-secrets', ...options)).code, 0);
    assert.ok(holds(file, 'hidden'));
  });

  test('hides the variables that it is told to, which a replay is given again', async () => {
    const file = await recordAway(
      'import os\nprint(os.environ["MY_TOKEN"][::-1])\n',
      ...['--record-hide', 'MY_TOKEN', '--env', 'MY_TOKEN=s3cret-value', '--record-checks', '50'],
    );
    assert.ok(!holds(file, 's3cret-value'));
    const given = await recordings.replay(file, '--env', 'MY_TOKEN=s3cret-value');
    assert.deepEqual(given, { code: 0, stdout: 'eulav-terc3s\n', stderr: '' });
    const another = await recordings.replay(file, '--env', 'MY_TOKEN=s3cret-valuE');
    assert.deepEqual(another, {
      code: 1,
      stdout: '',
      stderr:
        'wasix-python: MY_TOKEN is not in the recording, and not given as it was when it was made.\n',
    });
    assert.match(
      (await recordings.replay(file)).stderr,
      /^wasix-python: \S+ does not hold what MY_TOKEN was: give it by --env, or in the launch configuration's "env"\.\n$/,
    );
  });

  test('leaves files where they are if it is told to, and knows them again', async () => {
    const text = 'words that are not recorded\n'.repeat(100);
    const data = recordings.file('data.txt');
    fs.writeFileSync(data, text);
    const file = recordings.file('left.rec');
    const script = recordings.file('left.py');
    fs.writeFileSync(
      script,
      'import ctypes, tempfile\nwith open("data.txt") as file:\n    file.seek(30)\n    print(len(file.read()))\n' +
        'with tempfile.NamedTemporaryFile("w+") as file:\n    file.write("gone " * 1000)\n    file.seek(0)\n' +
        '    print(len(file.read()))\n',
    );
    const options = ['--record-checks', '100', '--record-files', 'no', script];
    const recorded = await recordings.record(file, ...options);
    assert.deepEqual(recorded, { code: 0, stdout: '2770\n5000\n', stderr: '' });
    assert.ok(!holds(file, 'words that'));
    assert.ok(fs.statSync(file).size < 100_000, 'The library has not been recorded either.');
    const { difference } = await recordings.compare(file, recorded);
    assert.equal(difference, undefined);

    const refusal =
      /^wasix-python: \S+data\.txt is not in the recording, and not what the program read when it was recorded: bring it back as it was\.\n$/;
    fs.writeFileSync(data, text.replace('words', 'Words'));
    assert.equal((await recordings.compare(file, recorded)).difference, undefined);
    fs.writeFileSync(data, text.replaceAll('words', 'Words'));
    assert.match((await recordings.replay(file)).stderr, refusal);
    fs.rmSync(data);
    assert.match((await recordings.replay(file)).stderr, refusal);
  });

  test('that leaves files where they are has those in it that the program changes', async () => {
    fs.mkdirSync(recordings.file('old'));
    for (const name of ['counted', 'removed', 'replaced', 'old/moved', 'halved']) {
      fs.writeFileSync(recordings.file(`${name}.txt`), `${name} as it was `.repeat(100));
    }
    const file = recordings.file('changing.rec');
    const script = recordings.file('changing.py');
    fs.writeFileSync(
      script,
      'import os\nnames = "counted", "removed", "replaced", "old/moved"\n' +
        'def read(name):\n    with open(name + ".txt") as file: return len(file.read())\n' +
        'print([read(name) for name in names])\nopen("counted.txt", "w").write("new")\n' +
        'os.remove("removed.txt")\nopen("made.txt", "w").write("made")\n' +
        'os.replace("made.txt", "replaced.txt")\nos.rename("old", "new")\n' +
        'print([read(name) for name in ("counted", "replaced", "new/moved")])\n' +
        'open("counted.txt", "w").write("newer")\nprint(read("counted"))\n' +
        'half = open("halved.txt", "rb", buffering=0)\nfirst = half.read(800)\n' +
        'with open("halved.txt", "r+") as file: file.write("changed " * 200)\n' +
        'print(first[:20], half.read()[:20])\n',
    );
    const options = ['--record-checks', '100', '--record-files', 'no', script];
    const recorded = await recordings.record(file, ...options);
    assert.deepEqual([recorded.code, recorded.stderr], [0, '']);
    assert.equal((await recordings.compare(file, recorded)).difference, undefined);
    fs.renameSync(recordings.file('new'), recordings.file('old'));
    assert.match((await recordings.replay(file)).stderr, /new\/moved\.txt is not in the recording/);
  });

  test('that leaves files where they are says when another has changed one', async () => {
    fs.writeFileSync(recordings.file('shared.txt'), '1');
    const { code, stderr } = await recordings.recordUse(
      recordings.file('shared.rec'),
      ['--record-files', 'no', '-c', 'print(open("shared.txt").read(), flush=True); input()'],
      async running => {
        await running.printed(/1/);
        fs.writeFileSync(recordings.file('shared.txt'), '12');
        running.endInput('\n');
      },
    );
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^wasix-python: \S+shared\.txt has been changed by another since the program read it, and is not in the recording, which cannot be replayed like that: have files recorded, too\.\n$/,
    );
  });
});

/** Whether a recording has a text in it. */
function holds(file: string, text: string): boolean {
  const source = new RecordingSource(file);
  const chunks = [Buffer.from(JSON.stringify(source.header))];
  for (let chunk = source.next(); chunk instanceof Uint8Array; chunk = source.next()) {
    chunks.push(Buffer.from(chunk));
  }
  source.close();
  return Buffer.concat(chunks).includes(text);
}

describe('what cannot be replayed is refused in a sentence', () => {
  let recordings: Recordings;
  let whole: Buffer;
  before(async () => {
    recordings = new Recordings();
    await recordings.record(recordings.file('whole.rec'), '-c', 'print("text")');
    whole = fs.readFileSync(recordings.file('whole.rec'));
  });
  after(() => recordings.remove());

  async function refusal(name: string, bytes?: Uint8Array): Promise<string> {
    const file = recordings.file(name);
    if (bytes !== undefined) fs.writeFileSync(file, bytes);
    const { code, stderr } = await recordings.replay(file);
    assert.equal(code, 1);
    const [line = ''] = stderr.split('\n');
    return line.replace(file, 'FILE');
  }

  function changed(at: number, byte: number): Buffer {
    const copy = Buffer.from(whole);
    copy[at] = byte;
    return copy;
  }

  test('no file, no recording, another version', async () => {
    assert.match(
      await refusal('missing'),
      /^wasix-python: The recording FILE cannot be read: ENOENT/,
    );
    assert.match(
      await refusal('text', Buffer.from('text')),
      /^wasix-python: FILE is not a recording/,
    );
    assert.match(
      await refusal('newer', changed(8, 9)),
      /^wasix-python: FILE is a recording of format 9, and format 1 is replayed here/,
    );
  });

  test('another interpreter', async () => {
    const at = whole.indexOf('"program":"') + '"program":"'.length;
    const other = changed(at, whole[at] === 0x30 ? 0x31 : 0x30);
    assert.match(
      await refusal('other', other),
      /^wasix-python: FILE was recorded with another build of the interpreter/,
    );
    const python = Buffer.from(
      whole.toString('latin1').replace(/"python":"3\.1/, '"python":"2.1'),
      'latin1',
    );
    assert.match(
      await refusal('older', python),
      /^wasix-python: FILE was recorded with Python 2\.1\d, which is not here/,
    );
  });

  test('one that is cut off, or damaged', async () => {
    assert.match(await refusal('start', whole.subarray(0, 30)), /^wasix-python: FILE is cut off/);
    assert.match(
      await refusal('cut', whole.subarray(0, whole.length - 5)),
      /^wasix-python: The recording ends after call \d+/,
    );
    const damaged = changed(whole.length - 5, (whole.at(-5) as number) ^ 0xff);
    assert.match(
      await refusal('damaged', damaged),
      /^wasix-python: FILE is damaged from byte \d+ on/,
    );
  });

  test('a recording that cannot be written', async () => {
    const { code, stderr } = await recordings.record(
      path.join(recordings.folder, 'none', 'file'),
      '-c',
      'print("text")',
    );
    assert.equal(code, 1);
    assert.match(stderr, /^wasix-python: The recording cannot be written: ENOENT.*\.\n$/);
  });
});
