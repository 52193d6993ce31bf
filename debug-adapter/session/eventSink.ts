import type { DebugProtocol } from '@vscode/debugprotocol';

/** Where events go: a client, and what it says that it is and can do. */
export interface EventSink {
  readonly client: DebugProtocol.InitializeRequestArguments;
  emit(event: string, body?: object): void;
}
