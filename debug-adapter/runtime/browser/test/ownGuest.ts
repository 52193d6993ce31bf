/** Runs a program in the web worker that it is loaded in, and talks to it on its channel. */
import { MemoryFilesystem } from '../../filesystem/memoryFilesystem.ts';
import { Subtree } from '../../filesystem/subtree.ts';
import { encodeText } from '../../text.ts';
import { OpenGuest } from '../openGuest.ts';
import { OwnPlace } from '../ownPlace.ts';
import type { OwnRun, TestPageFunctions } from './programRun.ts';

type Request = Parameters<TestPageFunctions['runInOwnWorker']>;

/** Where the program's folder is among the host's files. */
const FOLDER = 'projects/one';

const CHANNEL = 4;

const ALARM = 14;

addEventListener('message', ({ data: [start, files, messages] }: MessageEvent<Request>) => {
  const whole = new MemoryFilesystem();
  for (const [path, text] of Object.entries(files)) {
    whole.addFile(`${FOLDER}/${path}`, encodeText(text));
  }
  const answers: string[] = [];
  const text = { stdout: '', stderr: '' };
  const seen = { switches: 0, contexts: 0, hasMemory: false };
  const send = (message: string): void => guest.send(encodeText(message));
  const place = new OwnPlace([{ point: start.cwd, filesystem: new Subtree(whole, FOLDER) }]);
  const guest = new OpenGuest(
    {
      ...start,
      channelFd: CHANNEL,
      recordedSwitches: 100,
      takesNativeStacks: false,
    },
    place,
    {
      output: (stream, bytes) => {
        text[stream] += new TextDecoder().decode(bytes);
      },
      message: (bytes, switches) => {
        answers.push(new TextDecoder().decode(bytes));
        if (answers.length === 1) {
          const { contexts, memory } = guest;
          Object.assign(seen, { switches, contexts: contexts.live, hasMemory: !!memory });
        }
        const next = messages[answers.length];
        if (next !== undefined) send(next);
        // It computes now, and has to be interrupted.
        else if (answers.length === messages.length) guest.raise(ALARM);
      },
      inputWanted: () => guest.writeInput(undefined),
      ended: end => postMessage({ end, answers, ...text, ...seen } satisfies OwnRun),
    },
  );
  send(messages[0] ?? '');
});
