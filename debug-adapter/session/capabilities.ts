import type { DebugProtocol } from '@vscode/debugprotocol';
import { BREAKPOINT_MODES } from './breakpoints/modes.ts';
import { exceptionFilters } from './exceptionFilters.ts';

/** What the adapter can do, as it tells a client. */
export const CAPABILITIES: DebugProtocol.Capabilities = {
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
  supportsSetVariable: true,
  supportsExceptionInfoRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  supportsStepInTargetsRequest: true,
  supportsTerminateThreadsRequest: true,
  supportsSingleThreadExecutionRequests: true,
  supportsExceptionFilterOptions: true,
  supportsExceptionOptions: true,
  exceptionBreakpointFilters: exceptionFilters,
};
