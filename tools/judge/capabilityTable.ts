import type { DebugProtocol } from '@vscode/debugprotocol';
import { capabilitiesFor } from '../../debug-adapter/session/capabilities.ts';

/** `yes`, `no`, or what there is to say instead. */
type Answer = string;

interface Row {
  /** A key of DAP's capabilities, or another part of the protocol. */
  readonly name: keyof DebugProtocol.Capabilities | string;
  readonly debugpy: Answer;
  readonly delve: Answer;
  readonly jsDebug: Answer;
  /** For what is no capability: whether it is there. */
  readonly ours?: Answer;
  /** Why it is not here, or what is special about it. */
  readonly remark?: string;
}

function row(
  name: Row['name'],
  others: readonly [debugpy: Answer, delve: Answer, jsDebug: Answer],
  rest: Pick<Row, 'ours' | 'remark'> = {},
): Row {
  const [debugpy, delve, jsDebug] = others;
  return { name, debugpy, delve, jsDebug, ...rest };
}

const EVERYBODY = ['yes', 'yes', 'yes'] as const;
const NOBODY = ['no', 'no', 'no'] as const;
const DEBUGPY = ['yes', 'no', 'no'] as const;
const DELVE = ['no', 'yes', 'no'] as const;
const JS_DEBUG = ['no', 'no', 'yes'] as const;

/** All capabilities of DAP 1.68, then what the protocol has besides. */
export const ROWS: readonly Row[] = [
  row('supportsConfigurationDoneRequest', EVERYBODY),
  row('supportsFunctionBreakpoints', ['yes', 'yes', 'no'], {
    remark: 'also `Class.method` and patterns',
  }),
  row('supportsConditionalBreakpoints', EVERYBODY),
  row('supportsHitConditionalBreakpoints', EVERYBODY),
  row('supportsEvaluateForHovers', EVERYBODY, { remark: 'runs no code of the program' }),
  row('exceptionBreakpointFilters', ['3', '2', '2'], {
    remark: 'also greenlet switches, and exceptions that leave a greenlet',
  }),
  row('supportsStepBack', ['no', 'with rr', 'no'], {
    ours: 'recorded',
    remark: 'through threads, tasks and greenlets; also to the line that has set a variable last',
  }),
  row('supportsSetVariable', EVERYBODY),
  row('supportsRestartFrame', JS_DEBUG, {
    remark: 'Python cannot take back what a frame has done; Jump to Cursor goes to its first line',
  }),
  row('supportsGotoTargetsRequest', DEBUGPY),
  row('supportsStepInTargetsRequest', ['yes', 'no', 'yes'], {
    remark: 'a switch names the greenlet that it leads to',
  }),
  row('supportsCompletionsRequest', ['yes', 'no', 'yes'], {
    remark: 'runs no code of the program',
  }),
  row('completionTriggerCharacters', ['no', 'no', 'yes']),
  row('supportsModulesRequest', DEBUGPY),
  row('additionalModuleColumns', NOBODY),
  row('supportedChecksumAlgorithms', NOBODY, { remark: 'tells edited files from those that run' }),
  row('supportsRestartRequest', ['no', 'yes', 'yes']),
  row('supportsExceptionOptions', DEBUGPY),
  row('supportsValueFormattingOptions', ['yes', 'no', 'yes']),
  row('supportsExceptionInfoRequest', EVERYBODY, {
    remark: 'tells how an exception travels between greenlets, cause and cure',
  }),
  row('supportTerminateDebuggee', ['misspelt', 'yes', 'yes']),
  row('supportSuspendDebuggee', NOBODY),
  row('supportsDelayedStackTraceLoading', EVERYBODY, {
    remark: 'not announced to VS Code, which would select a wrong frame when the rest comes',
  }),
  row('supportsLoadedSourcesRequest', JS_DEBUG),
  row('supportsLogPoints', EVERYBODY, { remark: 'each line names its continuation' }),
  row('supportsTerminateThreadsRequest', NOBODY, { remark: 'ends a greenlet by GreenletExit' }),
  row('supportsSetExpression', ['yes', 'no', 'yes']),
  row('supportsTerminateRequest', DEBUGPY),
  row('supportsDataBreakpoints', DELVE, {
    remark: 'variables, attributes, items, in any continuation',
  }),
  row('supportsReadMemoryRequest', ['no', 'yes', 'yes']),
  row('supportsWriteMemoryRequest', ['no', 'yes', 'yes']),
  row('supportsDisassembleRequest', DELVE, { remark: "Python's bytecode" }),
  row('supportsCancelRequest', NOBODY),
  row('supportsBreakpointLocationsRequest', JS_DEBUG),
  row('supportsClipboardContext', EVERYBODY),
  row('supportsSteppingGranularity', DELVE),
  row('supportsInstructionBreakpoints', DELVE),
  row('supportsExceptionFilterOptions', JS_DEBUG),
  row('supportsSingleThreadExecutionRequests', NOBODY, {
    remark: 'runs one continuation until control leaves it',
  }),
  row('supportsDataBreakpointBytes', NOBODY),
  row('breakpointModes', NOBODY, { remark: 'any continuation, this continuation' }),
  row('supportsANSIStyling', JS_DEBUG),
  row('attach', EVERYBODY, { ours: 'yes' }),
  row('locations', JS_DEBUG, { ours: 'yes' }),
  row('lazy variables', JS_DEBUG, { ours: 'yes', remark: 'properties' }),
  row('event `invalidated`', ['no', 'yes', 'yes'], { ours: 'yes' }),
  row('progress events', NOBODY, { ours: 'yes' }),
  row('event `memory`', ['no', 'yes', 'yes'], { ours: 'yes' }),
  row('runInTerminal', ['yes', 'no', 'yes'], {
    ours: 'yes',
    remark: 'with restarts in the same terminal',
  }),
  row('startDebugging', ['yes', 'no', 'yes'], {
    ours: 'no',
    remark: 'for child processes, which a program in WebAssembly cannot start',
  }),
];

/** Whether this adapter has what a row is about. */
export function oursOf({ name, ours }: Row): Answer {
  if (ours !== undefined) return ours;
  const value = capabilitiesFor({ adapterID: '' })[name as keyof DebugProtocol.Capabilities];
  if (name === 'exceptionBreakpointFilters') return String((value as unknown[]).length);
  return value === undefined || value === false ? 'no' : 'yes';
}

/** The table as Markdown. */
export function renderTable(): string {
  const lines = ROWS.map(each => {
    const name = /^[a-zA-Z]+$/.test(each.name) ? `\`${each.name}\`` : each.name;
    const cells = [name, oursOf(each), each.debugpy, each.delve, each.jsDebug, each.remark ?? ''];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| of the Debug Adapter Protocol | here | debugpy | Delve | js-debug | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
