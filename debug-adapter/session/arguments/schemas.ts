import type { DebugProtocol } from '@vscode/debugprotocol';
import type * as z from 'zod';
import type { RequestName, Requests } from '../requests.ts';
import {
  address,
  anything,
  base64,
  coordinate,
  first,
  flag,
  id,
  instructionCount,
  listOf,
  memorySize,
  moment,
  nameOfChild,
  object,
  offset,
  oneOf,
  optional,
  path,
  position,
  requestNumber,
  type Shape,
  text,
} from './kinds.ts';

const conditions = { condition: optional(text), hitCondition: optional(text) };

const source: z.ZodType<DebugProtocol.Source> = object<DebugProtocol.Source>({
  name: optional(text),
  path: optional(path),
  sourceReference: optional(id),
  presentationHint: optional(oneOf('normal', 'emphasize', 'deemphasize')),
  origin: optional(text),
  // Nobody looks at these.
  sources: optional(anything),
  adapterData: optional(anything),
  checksums: optional(anything),
});

/** A source that says which one it is. */
const locatedSource = source.refine(
  ({ path: file, sourceReference = 0 }) => file !== undefined || sourceReference !== 0,
  { error: 'an object with "path" or "sourceReference"' },
);

const valueFormat = { hex: optional(flag) };

const frameFormat = object<DebugProtocol.StackFrameFormat>({
  ...valueFormat,
  parameters: optional(flag),
  parameterTypes: optional(flag),
  parameterNames: optional(flag),
  parameterValues: optional(flag),
  line: optional(flag),
  module: optional(flag),
  includeAll: optional(flag),
});

const format = optional(object<DebugProtocol.ValueFormat>(valueFormat));

const stepping = {
  threadId: id,
  singleThread: optional(flag),
  granularity: optional(oneOf('statement', 'line', 'instruction')),
};

const namedContinuation = {
  threadId: optional(id),
  continuationId: optional(id),
  taskId: optional(id),
};

/** What launch and attach have in common; their own attributes are checked with the rest. */
const configuration = { __restart: optional(anything) };

const shapes: { readonly [Name in RequestName]: Shape<Requests[Name][0]> } = {
  initialize: {
    // It says which adapter is meant, and this is the only one: not all clients send it.
    adapterID: text.default(''),
    clientID: optional(text),
    clientName: optional(text),
    locale: optional(text),
    linesStartAt1: optional(flag),
    columnsStartAt1: optional(flag),
    pathFormat: optional(text),
    supportsVariableType: optional(flag),
    supportsVariablePaging: optional(flag),
    supportsRunInTerminalRequest: optional(flag),
    supportsMemoryReferences: optional(flag),
    supportsProgressReporting: optional(flag),
    supportsInvalidatedEvent: optional(flag),
    supportsMemoryEvent: optional(flag),
    supportsArgsCanBeInterpretedByShell: optional(flag),
    supportsStartDebuggingRequest: optional(flag),
    supportsANSIStyling: optional(flag),
  },
  launch: { ...configuration, noDebug: optional(flag) },
  attach: configuration,
  configurationDone: {},
  restart: { arguments: optional(object<DebugProtocol.AttachRequestArguments>(configuration)) },
  cancel: { requestId: optional(requestNumber), progressId: optional(text) },
  terminate: { restart: optional(flag) },
  disconnect: {
    restart: optional(flag),
    terminateDebuggee: optional(flag),
    suspendDebuggee: optional(flag),
  },

  setBreakpoints: {
    source: locatedSource,
    breakpoints: optional(
      listOf(
        object<DebugProtocol.SourceBreakpoint>({
          ...conditions,
          line: coordinate,
          column: optional(coordinate),
          logMessage: optional(text),
          mode: optional(text),
        }),
      ),
    ),
    lines: optional(listOf(coordinate)),
    sourceModified: optional(flag),
  },
  setExceptionBreakpoints: {
    filters: listOf(text),
    filterOptions: optional(
      listOf(
        object<DebugProtocol.ExceptionFilterOptions>({
          filterId: text,
          condition: optional(text),
          mode: optional(text),
        }),
      ),
    ),
    exceptionOptions: optional(
      listOf(
        object<DebugProtocol.ExceptionOptions>({
          path: optional(
            listOf(
              object<DebugProtocol.ExceptionPathSegment>({
                negate: optional(flag),
                names: listOf(text),
              }),
            ),
          ),
          breakMode: oneOf('never', 'always', 'unhandled', 'userUnhandled'),
        }),
      ),
    ),
  },
  setFunctionBreakpoints: {
    breakpoints: listOf(object<DebugProtocol.FunctionBreakpoint>({ ...conditions, name: text })),
  },
  setInstructionBreakpoints: {
    breakpoints: listOf(
      object<DebugProtocol.InstructionBreakpoint>({
        ...conditions,
        instructionReference: address,
        offset: optional(offset),
        mode: optional(text),
      }),
    ),
  },
  setDataBreakpoints: {
    breakpoints: listOf(
      object<DebugProtocol.DataBreakpoint>({
        ...conditions,
        dataId: text,
        accessType: optional(oneOf('read', 'write', 'readWrite')),
      }),
    ),
  },
  dataBreakpointInfo: {
    variablesReference: optional(id),
    name: nameOfChild,
    frameId: optional(id),
    bytes: optional(first),
    asAddress: optional(flag),
    mode: optional(text),
  },
  breakpointLocations: {
    source: locatedSource,
    line: coordinate,
    column: optional(coordinate),
    endLine: optional(coordinate),
    endColumn: optional(coordinate),
  },

  continue: { threadId: id, singleThread: optional(flag) },
  next: stepping,
  stepIn: { ...stepping, targetId: optional(id) },
  stepOut: stepping,
  stepBack: stepping,
  reverseContinue: { threadId: id, singleThread: optional(flag) },
  reverseToSwitch: {},
  travelTo: { instruction: first },
  reverseToChange: {
    name: nameOfChild,
    variablesReference: optional(id),
    frameId: optional(id),
  },
  replayPosition: {},
  goToPosition: { position: moment },
  stepInTargets: { frameId: id },
  resume: {},
  stepToSwitch: { threadId: optional(id) },
  runToContinuation: namedContinuation,
  pause: { threadId: id },
  gotoTargets: { source: locatedSource, line: coordinate, column: optional(coordinate) },
  goto: { threadId: id, targetId: id },
  disassemble: {
    memoryReference: address,
    offset: optional(offset),
    instructionOffset: optional(offset),
    instructionCount,
    resolveSymbols: optional(flag),
  },

  threads: {},
  terminateThreads: { threadIds: optional(listOf(id)) },
  stopAtResumptions: { continuationId: id, isWanted: flag },
  showContinuation: { ...namedContinuation, generatorId: optional(id) },
  continuations: { start: optional(position), count: optional(position) },
  stacks: { threadIds: listOf(id), levels: optional(position) },
  tasks: { start: optional(position), count: optional(position) },
  generatorPlaces: {},
  generators: { place: position, start: optional(position), count: optional(position) },
  parallelStacks: {},
  overview: {},
  switchLog: { start: optional(first), count: optional(position) },
  switchPage: { start: optional(first), count: optional(position), thread: optional(first) },
  stackTrace: {
    threadId: id,
    startFrame: optional(position),
    levels: optional(position),
    format: optional(frameFormat),
  },
  exceptionInfo: { threadId: id },

  scopes: { frameId: id },
  variables: {
    variablesReference: id,
    filter: optional(oneOf('indexed', 'named')),
    start: optional(position),
    count: optional(position),
    format,
  },
  setVariable: { variablesReference: id, name: nameOfChild, value: text, format },
  evaluate: {
    expression: text,
    frameId: optional(id),
    line: optional(coordinate),
    column: optional(coordinate),
    source: optional(source),
    context: optional(text),
    format,
  },
  setExpression: { expression: text, value: text, frameId: optional(id), format },
  completions: { frameId: optional(id), text, column: coordinate, line: optional(coordinate) },
  readMemory: { memoryReference: address, offset: optional(offset), count: memorySize },
  writeMemory: {
    memoryReference: address,
    offset: optional(offset),
    allowPartial: optional(flag),
    data: base64,
  },

  modules: { startModule: optional(position), moduleCount: optional(position) },
  loadedSources: {},
  locations: { locationReference: id },
  source: { source: optional(source), sourceReference: id },
};

/** What the arguments of each request must be. */
export const schemas = new Map<string, z.ZodType>(
  Object.entries(shapes).map(([name, shape]) => [name, object<object>(shape as Shape<object>)]),
);
