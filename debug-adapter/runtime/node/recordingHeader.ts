import { Namespace } from '../filesystem/namespace.ts';
import type { RecordedMount, RecordingHeader } from '../recording/format.ts';
import { GivenFiles } from '../recording/givenFiles.ts';
import type { LeftMount } from '../recording/leftFiles.ts';
import { ReplayError } from '../recording/replayErrors.ts';
import type { GuestStart, MountSpecification, RecordingSpecification } from './guestMessages.ts';
import { mount } from './mounts.ts';

/** The recording that is to be made. */
export type RecordWish = Extract<RecordingSpecification, { kind: 'record' }>;

/** Where no file is that could be left there: devices, and what is in memory. */
const DEVICES: LeftMount = { point: '/dev', isLeft: false };

/** @param program the digest of its file. */
export function headerOf(
  { args, libraries, cwd, env, mounts, network, terminals }: GuestStart,
  { about, leavesFiles = false, hidden = [] }: RecordWish,
  program: string,
): RecordingHeader {
  const variables = Object.keys(env);
  return {
    program,
    args,
    libraries,
    cwd,
    variables,
    hidden: variables.filter(name => hidden.includes(name)),
    mounts: mounts.map(each => recordedMount(each, leavesFiles)),
    network,
    terminals: [terminals.stdin, terminals.stdout, terminals.stderr],
    begun: Date.now(),
    about,
  };
}

/** Which of a program's files a recording can leave where they are. */
export function leftMounts({ mounts }: GuestStart): LeftMount[] {
  return [...mounts.map(each => ({ point: each.point, isLeft: stays(each) })), DEVICES];
}

/** The files that a recording has left where they were. @throws ReplayError when they are gone. */
export function givenFiles({ mounts }: RecordingHeader): GivenFiles | undefined {
  const left = mounts.flatMap(({ point, isReadOnly, left }): MountSpecification[] => {
    if (left === undefined) return [];
    const { kind, source } = left;
    return [kind === 'zip' ? { kind, point, source } : { kind, point, source, isReadOnly }];
  });
  if (left.length === 0) return undefined;
  return new GivenFiles(new Namespace(left.map(mountAgain)));
}

function mountAgain(specification: MountSpecification): ReturnType<typeof mount> {
  try {
    return mount(specification);
  } catch (error) {
    throw new ReplayError(
      `${specification.source}, from which the program read, is not in the recording, and cannot be read: ${(error as Error).message}.`,
    );
  }
}

/** Whether there will be something of it when the program is over. */
function stays(specification: MountSpecification): boolean {
  return specification.kind === 'zip' || specification.isTemporary !== true;
}

function recordedMount(specification: MountSpecification, leavesFiles: boolean): RecordedMount {
  const { point, kind, source } = specification;
  const isReadOnly = kind === 'zip' || specification.isReadOnly;
  const isLeft = leavesFiles && stays(specification);
  return { point, isReadOnly, ...(isLeft ? { left: { kind, source } } : {}) };
}
