import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  ContinuationsArguments,
  ContinuationsResponse,
  GeneratorPlacesResponse,
  GeneratorsArguments,
  GeneratorsResponse,
  GoToPositionArguments,
  OverviewResponse,
  ParallelStacksResponse,
  ReplayPositionResponse,
  ReverseToChangeArguments,
  RunToContinuationArguments,
  ShowContinuationArguments,
  ShowContinuationResponse,
  StacksArguments,
  StacksResponse,
  StepToSwitchArguments,
  StopAtResumptionsArguments,
  SwitchLogArguments,
  SwitchLogResponse,
  SwitchPage,
  SwitchPageArguments,
  TasksArguments,
  TasksResponse,
  TravelToArguments,
} from '../protocol/customRequests.ts';

/** The requests that the adapter answers: the arguments of each, and the body of its response. */
export interface Requests {
  initialize: [DebugProtocol.InitializeRequestArguments, DebugProtocol.Capabilities];
  launch: [DebugProtocol.LaunchRequestArguments, undefined];
  attach: [DebugProtocol.AttachRequestArguments, undefined];
  configurationDone: [DebugProtocol.ConfigurationDoneArguments, undefined];
  restart: [DebugProtocol.RestartArguments, undefined];
  cancel: [DebugProtocol.CancelArguments, undefined];
  terminate: [DebugProtocol.TerminateArguments, undefined];
  disconnect: [DebugProtocol.DisconnectArguments, undefined];
  setBreakpoints: [
    DebugProtocol.SetBreakpointsArguments,
    DebugProtocol.SetBreakpointsResponse['body'],
  ];
  setExceptionBreakpoints: [
    DebugProtocol.SetExceptionBreakpointsArguments,
    DebugProtocol.SetExceptionBreakpointsResponse['body'],
  ];
  setFunctionBreakpoints: [
    DebugProtocol.SetFunctionBreakpointsArguments,
    DebugProtocol.SetFunctionBreakpointsResponse['body'],
  ];
  setInstructionBreakpoints: [
    DebugProtocol.SetInstructionBreakpointsArguments,
    DebugProtocol.SetInstructionBreakpointsResponse['body'],
  ];
  setDataBreakpoints: [
    DebugProtocol.SetDataBreakpointsArguments,
    DebugProtocol.SetDataBreakpointsResponse['body'],
  ];
  dataBreakpointInfo: [
    DebugProtocol.DataBreakpointInfoArguments,
    DebugProtocol.DataBreakpointInfoResponse['body'],
  ];
  breakpointLocations: [
    DebugProtocol.BreakpointLocationsArguments,
    DebugProtocol.BreakpointLocationsResponse['body'],
  ];
  gotoTargets: [DebugProtocol.GotoTargetsArguments, DebugProtocol.GotoTargetsResponse['body']];
  disassemble: [DebugProtocol.DisassembleArguments, DebugProtocol.DisassembleResponse['body']];
  goto: [DebugProtocol.GotoArguments, undefined];
  exceptionInfo: [
    DebugProtocol.ExceptionInfoArguments,
    DebugProtocol.ExceptionInfoResponse['body'],
  ];
  continue: [DebugProtocol.ContinueArguments, DebugProtocol.ContinueResponse['body']];
  next: [DebugProtocol.NextArguments, undefined];
  stepIn: [DebugProtocol.StepInArguments, undefined];
  stepOut: [DebugProtocol.StepOutArguments, undefined];
  stepInTargets: [
    DebugProtocol.StepInTargetsArguments,
    DebugProtocol.StepInTargetsResponse['body'],
  ];
  stepBack: [DebugProtocol.StepBackArguments, undefined];
  reverseContinue: [DebugProtocol.ReverseContinueArguments, undefined];
  reverseToSwitch: [object, undefined];
  reverseToChange: [ReverseToChangeArguments, undefined];
  travelTo: [TravelToArguments, undefined];
  replayPosition: [object, ReplayPositionResponse];
  goToPosition: [GoToPositionArguments, undefined];
  pause: [DebugProtocol.PauseArguments, undefined];
  terminateThreads: [DebugProtocol.TerminateThreadsArguments, undefined];
  resume: [object, undefined];
  stepToSwitch: [StepToSwitchArguments, undefined];
  runToContinuation: [RunToContinuationArguments, undefined];
  stopAtResumptions: [StopAtResumptionsArguments, undefined];
  showContinuation: [ShowContinuationArguments, ShowContinuationResponse];
  continuations: [ContinuationsArguments, ContinuationsResponse];
  stacks: [StacksArguments, StacksResponse];
  tasks: [TasksArguments, TasksResponse];
  generatorPlaces: [object, GeneratorPlacesResponse];
  generators: [GeneratorsArguments, GeneratorsResponse];
  parallelStacks: [object, ParallelStacksResponse];
  overview: [object, OverviewResponse];
  switchLog: [SwitchLogArguments, SwitchLogResponse];
  switchPage: [SwitchPageArguments, SwitchPage];
  threads: [object, DebugProtocol.ThreadsResponse['body']];
  stackTrace: [DebugProtocol.StackTraceArguments, DebugProtocol.StackTraceResponse['body']];
  scopes: [DebugProtocol.ScopesArguments, DebugProtocol.ScopesResponse['body']];
  variables: [DebugProtocol.VariablesArguments, DebugProtocol.VariablesResponse['body']];
  setVariable: [DebugProtocol.SetVariableArguments, DebugProtocol.SetVariableResponse['body']];
  evaluate: [DebugProtocol.EvaluateArguments, DebugProtocol.EvaluateResponse['body']];
  modules: [DebugProtocol.ModulesArguments, DebugProtocol.ModulesResponse['body']];
  loadedSources: [
    DebugProtocol.LoadedSourcesArguments,
    DebugProtocol.LoadedSourcesResponse['body'],
  ];
  setExpression: [
    DebugProtocol.SetExpressionArguments,
    DebugProtocol.SetExpressionResponse['body'],
  ];
  completions: [DebugProtocol.CompletionsArguments, DebugProtocol.CompletionsResponse['body']];
  readMemory: [DebugProtocol.ReadMemoryArguments, DebugProtocol.ReadMemoryResponse['body']];
  writeMemory: [DebugProtocol.WriteMemoryArguments, DebugProtocol.WriteMemoryResponse['body']];
  locations: [DebugProtocol.LocationsArguments, DebugProtocol.LocationsResponse['body']];
  source: [DebugProtocol.SourceArguments, DebugProtocol.SourceResponse['body']];
}

export type RequestName = keyof Requests;

/** Answers to some of the requests. An answer that throws becomes an error response. */
export type RequestHandlers = {
  [Name in RequestName]?: (
    args: Requests[Name][0],
  ) => Requests[Name][1] | Promise<Requests[Name][1]>;
};
