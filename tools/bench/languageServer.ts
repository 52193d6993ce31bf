import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  HoverRequest,
  InitializedNotification,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver-protocol/node';
import { Editor } from '../../extension/language-server/test/editor.ts';
import { type Figure, percentile, round } from './figure.ts';

const LINES = 5_000;
const FILES = 2_000;

const KEYSTROKES = 200;

/** How long a person takes between two keystrokes at least, in milliseconds. */
const TYPING = 30;

/** Keystrokes that are not counted: the server's code is compiled meanwhile. */
const WARM_UP = 50;

/** How long the index may take before it is taken for stuck, in milliseconds. */
const PATIENCE = 60_000;

/** A part of a program of 50 lines with what such programs have. */
function part(number: number): string {
  return `
class Worker${number}(greenlet):
    """Takes jobs of its own."""

    def __init__(self, hub, jobs=()):
        super().__init__()
        self.hub = hub
        self.jobs = list(jobs)
        self.done = {}

    def run(self):
        while self.jobs:
            job = self.jobs.pop()
            try:
                self.done[job.name] = job.result(timeout=self.hub.timeout)
            except (KeyError, ValueError) as error:
                log.warning("job %s failed: %s", job.name, error)
            else:
                self.hub.switch(job, [each for each in self.jobs if each.is_ready()])
        return self.done


async def request${number}(session, name, *, limit=10):
    query = select(Row).where(Row.name == name).limit(limit)
    rows = (await session.execute(query)).scalars().all()
    return [{"name": row.name, "value": row.value * ${number}} for row in rows]


def compute${number}(values, scale=1.0):
    total = 0
    for index, value in enumerate(sorted(values)):
        if value < 0 or index % 7 == 3:
            continue
        total += scale * value ** 2
        if total > 1_000_000:
            raise OverflowError(f"{total:.2f} is more than {scale}")
    return total


def start${number}(hub):
    worker = Worker${number}(hub, [Job(name) for name in ("a", "b", "c")])
    helper = greenlet(compute${number}, hub)
    worker.switch()
    helper.switch([1, 2, 3], scale=${number})
    return worker, helper

`;
}

const HEAD = 'import logging\nfrom greenlet import greenlet\n\nlog = logging.getLogger(__name__)\n';

/** A program of at least so many lines. */
function program(lines: number): string {
  let text = HEAD;
  for (let number = 0; text.split('\n').length <= lines; number++) text += part(number);
  return text;
}

/** Types into the middle of a large file, and asks each time where a switch in it leads. */
async function measureKeystrokes(editor: Editor): Promise<{ typed: number; idle: number }> {
  const uri = 'untitled:large.py';
  const text = program(LINES);
  await editor.open(uri, text);
  const lines = text.split('\n');
  const line = lines.indexOf('', LINES / 2);
  const position = { line: lines.indexOf('    worker.switch()'), character: '    worker.s'.length };
  const ask = async (): Promise<void> => {
    const textDocument = { uri };
    const answer = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position,
    });
    if (answer === null) throw new Error('the server knows nothing of the switch');
  };
  const typed: number[] = [];
  const idle: number[] = [];
  for (let keystroke = 0; keystroke < WARM_UP + KEYSTROKES; keystroke++) {
    const start = performance.now();
    await editor.type(uri, keystroke + 2, { line, character: keystroke }, 'x');
    await ask();
    const answered = performance.now();
    await ask();
    if (keystroke >= WARM_UP) {
      typed.push(answered - start);
      idle.push(performance.now() - answered);
    }
    await pause(TYPING);
  }
  return { typed: percentile(typed, 95), idle: percentile(idle, 95) };
}

/** A workspace in which every file has to do with greenlets. */
function writeWorkspace(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-language-'));
  for (let number = 0; number < FILES; number++) {
    const inside = path.join(folder, `package${number % 40}`);
    mkdirSync(inside, { recursive: true });
    writeFileSync(
      path.join(inside, `module${number}.py`),
      `${HEAD}${part(number)}${part(number + 1)}`,
    );
  }
  return folder;
}

/** @returns how long the server reads a workspace, in milliseconds. */
async function measureIndexing(editor: Editor, folder: string): Promise<number> {
  await editor.initialize(folder, { capabilities: { window: { workDoneProgress: true } } });
  const ended = new Promise<void>((resolve, reject) => {
    setTimeout(reject, PATIENCE, new Error('the index is not ready')).unref();
    editor.connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      editor.connection.onProgress(WorkDoneProgress.type, token, ({ kind }) => {
        if (kind === 'end') resolve();
      });
    });
  });
  const start = performance.now();
  await editor.connection.sendNotification(InitializedNotification.type, {});
  await ended;
  return performance.now() - start;
}

/** How long it takes just to read the files. */
function measureReading(folder: string): number {
  const start = performance.now();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.py')) readFileSync(path.join(folder, file), 'utf8');
  }
  return performance.now() - start;
}

/** The language server at what a large file, and a large workspace, ask of it. */
export async function languageFigures(): Promise<Figure[]> {
  if (process.platform !== 'linux') return [];
  const folder = writeWorkspace();
  const single = new Editor();
  const workspace = new Editor();
  try {
    await single.initialize(undefined);
    await single.connection.sendNotification(InitializedNotification.type, {});
    const emptyMemory = single.residentMemory;
    const keystrokes = await measureKeystrokes(single);
    const indexing = await measureIndexing(workspace, folder);
    const memory = workspace.residentMemory;
    const among = await measureKeystrokes(workspace);
    return [
      {
        name: `a keystroke in ${LINES} lines, answered, p95`,
        value: round(keystrokes.typed),
        unit: 'ms',
        reference: { name: 'the same question again', value: round(keystrokes.idle), unit: 'ms' },
        target: 'at most 20 ms',
      },
      {
        name: `a keystroke in ${LINES} lines among ${FILES} files, answered, p95`,
        value: round(among.typed),
        unit: 'ms',
        reference: { name: 'the same question again', value: round(among.idle), unit: 'ms' },
        target: 'at most 20 ms',
      },
      {
        name: `index of ${FILES} files with greenlets`,
        value: round(indexing),
        unit: 'ms',
        reference: {
          name: 'reading the files alone',
          value: round(measureReading(folder)),
          unit: 'ms',
        },
        target: 'at most 5,000 ms',
      },
      {
        name: 'memory of the language server with them',
        value: round(memory),
        unit: 'MB',
        reference: { name: 'with none', value: round(emptyMemory), unit: 'MB' },
      },
    ];
  } finally {
    await Promise.all([single.end(), workspace.end()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
