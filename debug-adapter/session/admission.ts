import type { DebugProtocol } from '@vscode/debugprotocol';

/** Who decides whether a client may use the debugger. */
export interface Admission {
  readonly isGranted: boolean;
  /** @throws DebugError when the client may not send a request yet. */
  check(request: DebugProtocol.Request): void;
}

/** Everybody may who is at the other end of a way that is there for them alone. */
export const OPEN_TO_ALL: Admission = { isGranted: true, check: () => {} };
