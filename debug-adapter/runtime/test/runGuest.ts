import fs from 'node:fs';
import { ContextRecord } from '../contextRecord.ts';
import { InputStream } from '../descriptors/input.ts';
import { OutputStream } from '../descriptors/output.ts';
import { type Mount, Namespace } from '../filesystem/namespace.ts';
import { Guest, type GuestOptions } from '../guest.ts';
import type { GuestEnd } from '../guestEnd.ts';
import { makeImportedMemory } from '../moduleMemory.ts';
import { PendingSignals } from '../signals.ts';
import { SwitchLog } from '../switchLog.ts';

/** What a program of the tests left behind. */
export interface GuestRun {
  readonly end: GuestEnd;
  readonly stdout: string;
  readonly stderr: string;
  readonly warnings: string[];
  readonly contexts: ContextRecord;
  /** The latest switches, if they were to be recorded. */
  readonly switches: SwitchLog | undefined;
}

/** What may differ from an empty machine with nothing on standard input. */
export interface GuestSetting {
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly mounts?: Mount[];
  readonly stdin?: string;
  readonly maximumContexts?: number;
  readonly recordedSwitches?: number;
  readonly trace?: GuestOptions['trace'];
  readonly imports?: WebAssembly.Imports;
  readonly recording?: GuestOptions['recording'];
}

/** Runs a program in this thread and collects what it prints. */
export async function runGuest(
  program: string | Uint8Array<ArrayBuffer>,
  setting: GuestSetting = {},
): Promise<GuestRun> {
  const binary = typeof program === 'string' ? fs.readFileSync(program) : program;
  const text = { stdout: '', stderr: '' };
  const warnings: string[] = [];
  const collect = (stream: 'stdout' | 'stderr'): OutputStream => {
    const decoder = new TextDecoder();
    const output: OutputStream = new OutputStream(bytes => {
      text[stream] += decoder.decode(bytes, { stream: true });
      output.acknowledge(bytes.length);
    }, false);
    return output;
  };
  const stdin = new InputStream(() => stdin.feed(undefined), false);
  if (setting.stdin !== undefined) stdin.feed(new TextEncoder().encode(setting.stdin));
  const contexts = new ContextRecord(ContextRecord.allocate(setting.maximumContexts ?? 10_000));
  const switches = setting.recordedSwitches
    ? new SwitchLog(SwitchLog.allocate(setting.recordedSwitches))
    : undefined;
  const guest = new Guest({
    module: new WebAssembly.Module(binary),
    readBinary: () => binary,
    memory: makeImportedMemory(binary),
    args: ['program', ...(setting.args ?? [])],
    env: {},
    cwd: setting.cwd ?? '/',
    namespace: new Namespace(setting.mounts ?? []),
    stdio: [stdin, collect('stdout'), collect('stderr')],
    signals: new PendingSignals(PendingSignals.allocate()),
    contextRecord: contexts,
    switchLog: switches,
    trace: setting.trace,
    onWarning: sentence => warnings.push(sentence),
    imports: setting.imports ?? {},
    recording: setting.recording,
  });
  const end = await guest.run();
  return { end, ...text, warnings, contexts, switches };
}
