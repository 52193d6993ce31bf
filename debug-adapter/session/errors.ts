/**
 * Every error that the debug adapter reports: a number that never changes its
 * meaning, a sentence that says what is wrong and what to do, and whether the
 * user sees it in a message box or only the client in the response.
 */
export class DebugError extends Error {
  readonly id: number;
  readonly isShown: boolean;

  constructor(id: number, sentence: string, isShown: boolean) {
    super(sentence);
    this.id = id;
    this.isShown = isShown;
  }
}

function shown(id: number, sentence: string): DebugError {
  return new DebugError(id, sentence, true);
}

function silent(id: number, sentence: string): DebugError {
  return new DebugError(id, sentence, false);
}

// ---- launching: 1000 ----

export const wrongAttribute = (name: string, expected: string, actual: unknown): DebugError =>
  shown(1001, `The launch configuration's "${name}" must be ${expected}, not ${quote(actual)}.`);

export const nothingToRun = (): DebugError =>
  shown(
    1002,
    'The launch configuration names no program: set "program" to the path of a Python file, "module" to the name of a module, or "replay" to the path of a recording.',
  );

export const severalPrograms = (one: string, other: string): DebugError =>
  shown(1003, `The launch configuration names both "${one}" and "${other}": take one of them out.`);

export const noSuchFile = (attribute: string, path: string): DebugError =>
  shown(
    1004,
    `There is no file ${brief(path)}: correct "${attribute}" in the launch configuration.`,
  );

export const programIsNoFile = (path: string): DebugError =>
  shown(1005, `${brief(path)} is a folder: "program" must name a Python file.`);

export const noSuchFolder = (attribute: string, path: string): DebugError =>
  shown(
    1006,
    `There is no folder ${brief(path)}: correct "${attribute}" in the launch configuration.`,
  );

/** @param present the versions that are there. */
export const noPython = (version: string, present: readonly string[]): DebugError =>
  shown(
    1007,
    present.length === 0
      ? 'WASIX Python is not built yet: run `npm run setup` in the checkout.'
      : `Python ${version} did not come with this debugger, which has Python ${present.join(' and ')}: ask for that.`,
  );

export const relativeMountTarget = (target: string): DebugError =>
  shown(
    1008,
    `The launch configuration mounts a folder at "${target}": "target" must be an absolute path, such as "/data".`,
  );

export const startFailed = (reason: string): DebugError =>
  shown(1009, `Python could not start: ${reason}`);

export const wrongToken = (): DebugError =>
  shown(
    1010,
    'The token is wrong: set "token" in the configuration to the one that was printed when the port was opened.',
  );

export const someoneIsAttached = (): DebugError =>
  shown(1011, 'Another client debugs this program already: disconnect that one first.');

export const nothingToAttachTo = (): DebugError =>
  shown(
    1012,
    'This adapter starts programs of its own: to attach, connect to the address that `wasix-python debug --listen` printed.',
  );

export const attachOnly = (): DebugError =>
  shown(1013, 'A program runs here already: use a configuration with "request": "attach".');

export const unreadableFile = (attribute: string, path: string, reason: string): DebugError =>
  shown(
    1014,
    `The file ${brief(path)} cannot be read (${reason}): correct "${attribute}" in the launch configuration.`,
  );

export const openQuotation = (args: string): DebugError =>
  shown(
    1015,
    `The launch configuration's "args" opens a quotation that it does not close, in ${quote(args)}: close it, or write a list of strings.`,
  );

export const noTerminal = (console: string): DebugError =>
  shown(
    1016,
    `This editor opens no terminals for debuggers, as "console": "${console}" asks: take it out of the launch configuration, or, if the program needs input, run it by \`wasix-python debug\` in a terminal and attach.`,
  );

export const terminalFailed = (reason: string): DebugError =>
  shown(
    1017,
    `The program could not be started in a terminal (${reason}): set "console" to "internalConsole" to do without one.`,
  );

export const unwritableLog = (path: string, reason: string): DebugError =>
  shown(
    1018,
    `The log ${brief(path)} cannot be written (${reason}): correct "logToFile" in the launch configuration.`,
  );

export const recordingIsNoFile = (path: string): DebugError =>
  shown(
    1021,
    `${brief(path)} is a folder: "replay" must name a file that \`wasix-python run --record\` has made.`,
  );

export const notReplayable = (reason: string): DebugError =>
  shown(1019, `The recording cannot be replayed: ${reason}`);

export const notRecordable = (): DebugError =>
  shown(
    1024,
    'A program in a page cannot be recorded: take "record" out of the launch configuration.',
  );

export const forkFailed = (reason: string): DebugError =>
  silent(1020, `The debugger could not look into the replay: ${reason}`);

export const forkEnded = (): DebugError =>
  silent(
    1023,
    'What was evaluated has ended the copy of the program that it ran in: the replay itself stands where it did.',
  );

export const secretRecorded = (variable: string): DebugError =>
  shown(
    1022,
    `Whoever has the recording could read what ${variable} is: leave it out of "env", or add it to "hide" in "record".`,
  );

// ---- requests: 2000 ----

export const notSupported = (command: string): DebugError =>
  silent(2001, `This debugger does not support the request "${command}".`);

export const notRunning = (): DebugError =>
  silent(2002, 'There is no running program: launch one first.');

export const notStopped = (): DebugError => silent(2003, 'The program is running: pause it first.');

export const unknownThread = (threadId: number): DebugError =>
  silent(2004, `There is no thread ${threadId} any more.`);

export const agentRefused = (sentence: string): DebugError => silent(2005, sentence);

export const programEnded = (): DebugError => silent(2006, 'The program has ended.');

export const unknownSource = (): DebugError =>
  silent(2007, 'This source is not available any more.');

export const noSuchContinuation = (): DebugError => silent(2008, 'This continuation has ended.');

export const alreadyLaunched = (): DebugError =>
  silent(2009, 'This session has a program already: use restart, or begin another session.');

export const noMemoryReference = (reference: string): DebugError =>
  silent(
    2011,
    `"${reference}" is no address in memory: it is written as 0x and hexadecimal digits.`,
  );

export const memoryIsReadOnly = (): DebugError =>
  silent(
    2012,
    'Only the bytes of a bytearray, an array or a writable memoryview that is shown can be changed.',
  );

export const memoryIsRecorded = (): DebugError =>
  silent(
    2025,
    'The run is recorded, and its memory can be changed by the program alone: set the variable, or evaluate an assignment.',
  );

export const unknownLocation = (): DebugError =>
  silent(2013, 'This place in the source is not known: ask for the variable again.');

export const cannotRestart = (): DebugError =>
  shown(2014, 'A program that was attached to cannot be started again from here.');

/** The sentence is the protocol's word for it. */
export const requestCancelled = (): DebugError => silent(2015, 'cancelled');

export const startGivenUp = (): DebugError =>
  silent(2016, 'The program was not started: its session has been ended meanwhile.');

export const wrongArgument = (
  command: string,
  name: string,
  expected: string,
  actual: unknown,
): DebugError =>
  silent(2017, `The argument "${name}" of "${command}" must be ${expected}, not ${quote(actual)}.`);

export const unknownField = (command: string, argument: string, field: string): DebugError =>
  silent(
    2019,
    `The argument "${argument}" of "${command}" has no field ${quote(field)}: correct its name, or leave it out.`,
  );

export const notBegun = (): DebugError =>
  silent(2018, 'The program has not begun yet: send "configurationDone" first.');

export const notRecorded = (): DebugError =>
  shown(
    2020,
    'A program that runs cannot go back: record it by `wasix-python run --record FILE`, and open FILE by "replay" in a launch configuration.',
  );

/** @param label what the program calls it. */
export const notInMemory = (label: string): DebugError =>
  shown(2022, `Where ${label} is kept cannot be told: ask about what it is made of.`);

/** @param what an act, with a capital letter. */
export const notInReplay = (what: string): DebugError =>
  shown(
    2021,
    `${what} is not possible in a replay, which goes on as it was recorded: run the program itself for that.`,
  );

// ---- connections: 3000 ----

export const tokenMissing = (): DebugError =>
  shown(
    3001,
    'This port serves clients that know its token: set "token" in the configuration to the one that was printed when the port was opened.',
  );

export const notAdmitted = (command: string): DebugError =>
  silent(
    3002,
    `The request ${quote(command)} has to wait: send the token first, as "token" of launch or attach.`,
  );

export const admissionTooLate = (seconds: number): DebugError =>
  silent(
    3003,
    `The token was not shown within ${seconds} seconds: connect again, and send it as "token" of launch or attach.`,
  );

export const browserRefused = (): DebugError =>
  silent(
    3004,
    'This is the port of a debugger, for clients of the Debug Adapter Protocol: a web browser is refused here.',
  );

export const notADebugClient = (): DebugError =>
  silent(
    3005,
    'This is the port of a debugger, for clients of the Debug Adapter Protocol: what connected is none, and is refused.',
  );

export const malformedHeader = (line: string): DebugError =>
  silent(
    3006,
    `The client sent ${quote(line)}, where a message begins with a line such as "Content-Length: 119\\r\\n": nothing after it can be read.`,
  );

export const notOneContentLength = (count: 'no' | 'more than one'): DebugError =>
  silent(
    3007,
    `The client sent a header with ${count} Content-Length: nothing after it can be read.`,
  );

export const headerTooLong = (limit: number): DebugError =>
  silent(
    3008,
    `The client sent a header of more than ${limit} bytes without an end: nothing after it can be read.`,
  );

export const messageTooLong = (length: number, limit: number): DebugError =>
  silent(
    3009,
    `The client sent a message of ${length} bytes, and ${limit} are the most that is read: nothing after it can be read, either.`,
  );

export const messageCutOff = (): DebugError =>
  silent(3010, 'The client left in the middle of a message, which was not carried out.');

export const notUtf8 = (): DebugError =>
  silent(3011, 'The client sent a message that is not UTF-8, which was not carried out.');

export const notJson = (reason: string): DebugError =>
  silent(3012, `The client sent a message that is not JSON, which was not carried out: ${reason}.`);

export const notAMessage = (field: string, expected: string, actual: unknown): DebugError =>
  silent(
    3013,
    `The client sent a message whose ${field} must be ${expected}, not ${quote(actual)}: it was not carried out.`,
  );

export const nobodyListens = (host: string, port: number): DebugError =>
  shown(
    3014,
    `Nobody listens on ${host}:${port}: start the program by \`wasix-python debug\` first, or correct "host" and "port" in the configuration.`,
  );

export const unreachable = (host: string, port: number, reason: string): DebugError =>
  shown(
    3015,
    `${host}:${port} cannot be reached (${reason}): correct "host" and "port" in the configuration, or mend the way there.`,
  );

// ---- tools of language models: 4000 ----

export const noSuchTool = (name: string): DebugError =>
  silent(4001, `There is no tool ${quote(name)}.`);

export const unknownToolArgument = (
  tool: string,
  name: string,
  known: readonly string[],
): DebugError =>
  silent(
    4002,
    `"${tool}" has no argument ${quote(name)}: it has ${known.map(quote).join(', ') || 'none'}.`,
  );

export const nothingDebugged = (): DebugError =>
  silent(4003, 'No program is being debugged: `launch` one first.');

export const hasEnded = (): DebugError =>
  silent(
    4004,
    'The program has ended: `launch` it again, or read what it has printed by `output`.',
  );

export const stillRuns = (): DebugError =>
  silent(
    4005,
    'The program is running: `pause` it first, or wait for it to stop by `status` with "wait".',
  );

export const alreadyDebugged = (): DebugError =>
  silent(4006, 'A program is being debugged already: `stop` it first.');

export const unknownContinuation = (name: string): DebugError =>
  silent(4007, `There is no continuation ${quote(name)}: \`continuations\` lists them.`);

export const unclearContinuation = (name: string, count: number): DebugError =>
  silent(
    4008,
    `${count} continuations are called ${quote(name)}: choose one by its handle, as \`continuations\` tells them.`,
  );

export const noStackYet = (label: string): DebugError =>
  silent(4009, `${label} has not begun, and has no stack yet: \`continue\` with "to" runs to it.`);

export const stackIsGone = (label: string): DebugError =>
  silent(4010, `${label} has ended, and has no stack any more.`);

export const noSuchFrame = (frame: number, total: number): DebugError =>
  silent(4011, `There is no frame ${frame}: the stack has those from 0 to ${total - 1}.`);

export const noSuchScope = (scope: string, known: readonly string[]): DebugError =>
  silent(4012, `This frame has no scope ${quote(scope)}: it has ${known.map(quote).join(', ')}.`);

export const noSuchSource = (path: string): DebugError =>
  silent(4013, `There is no file ${brief(path)} to set breakpoints in: correct "file".`);

export const noSuchStepTarget = (target: string, labels: readonly string[]): DebugError =>
  silent(
    4014,
    labels.length === 0
      ? 'This line has no call to step into: leave out "target".'
      : `No call on this line has ${quote(target)} in its name: there ${labels.length === 1 ? 'is' : 'are'} ${labels.map(quote).join(', ')}.`,
  );

export const notGranted = (attribute: string, path: string): DebugError =>
  silent(
    4015,
    `"${attribute}" is ${brief(path)}, which lies in no folder that this server may let a program reach: whoever starts it grants that, by --folder or --mount.`,
  );

export const launchRefused = (reason: string): DebugError =>
  silent(4016, `The program was not started: ${reason}`);

export const notWaitedFor = (seconds: number): DebugError =>
  silent(
    4017,
    `The program has been asked to pause, and has not for ${seconds} seconds: it computes in C, or waits outside of Python; \`status\` with "wait" waits on.`,
  );

export const evaluationTooLong = (seconds: number): DebugError =>
  silent(
    4018,
    `The code took longer than ${seconds} s and was interrupted: what it did until then holds; "limit" gives it longer.`,
  );

export const evaluationGoesOn = (seconds: number): DebugError =>
  silent(
    4019,
    `The code has taken longer than ${seconds} s, and cannot be interrupted where it is, such as in a computation in C: wait, or end the program by \`stop\`.`,
  );

// ---- defects: 9000 ----

export const internalError = (cause: unknown): DebugError =>
  shown(9000, `The debug adapter failed: ${cause instanceof Error ? cause.message : cause}.`);

/** How much of what somebody else sent is quoted, in characters. */
const LONGEST_QUOTE = 60;

/** How much of a path is told, in characters: as much as a system takes for one. */
const LONGEST_PATH = 4096;

function brief(path: string): string {
  return path.length <= LONGEST_PATH ? path : `${path.slice(0, LONGEST_PATH)}…`;
}

/** A value as it came, with its control characters to be seen. Not all of it: it may be huge. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return value === undefined ? 'nothing' : String(value);
  const isShort = value.length <= LONGEST_QUOTE;
  return isShort ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, LONGEST_QUOTE))}…`;
}
