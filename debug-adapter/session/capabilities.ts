import type { DebugProtocol } from '@vscode/debugprotocol';
import { exceptionFilters } from './breakpoints/exceptionFilters.ts';
import { BREAKPOINT_MODES } from './breakpoints/modes.ts';

const CAPABILITIES: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsFunctionBreakpoints: true,
  supportsDataBreakpoints: true,
  supportsInstructionBreakpoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsDisassembleRequest: true,
  supportsSteppingGranularity: true,
  supportsGotoTargetsRequest: true,
  breakpointModes: BREAKPOINT_MODES,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsValueFormattingOptions: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '[', '"', "'"],
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsModulesRequest: true,
  supportedChecksumAlgorithms: ['SHA256'],
  supportsLoadedSourcesRequest: true,
  supportsExceptionInfoRequest: true,
  supportsCancelRequest: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  supportSuspendDebuggee: true,
  supportsANSIStyling: true,
  supportsStepInTargetsRequest: true,
  supportsTerminateThreadsRequest: true,
  supportsSingleThreadExecutionRequests: true,
  supportsExceptionFilterOptions: true,
  supportsExceptionOptions: true,
  exceptionBreakpointFilters: exceptionFilters,
};

/** What it can do with a program that was recorded, where that is something else. */
export const REPLAY_CAPABILITIES: DebugProtocol.Capabilities = {
  supportsStepBack: true,
  supportsFunctionBreakpoints: false,
  supportsInstructionBreakpoints: false,
  supportsSteppingGranularity: false,
  supportsGotoTargetsRequest: false,
  supportsStepInTargetsRequest: false,
  supportsTerminateThreadsRequest: false,
};

/** What the adapter can do, as it tells a client. */
export function capabilitiesFor({
  clientID,
}: DebugProtocol.InitializeRequestArguments): DebugProtocol.Capabilities {
  return {
    ...CAPABILITIES,
    // VS Code would ask for the first frame alone, and leave the selection in its Call Stack on
    // an older one when the rest comes.
    supportsDelayedStackTraceLoading: clientID !== 'vscode',
  };
}
