import { NotificationType } from 'vscode-languageserver-protocol';

/** A line at which a debugger sees continuations suspended. */
export interface Suspension {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  /** How many they are, and the first of them. */
  readonly count: number;
  readonly first: readonly { readonly threadId: number; readonly label: string }[];
}

/**
 * The client tells where the continuations of a program are suspended that it debugs and that
 * stands still: all lines, instead of those that it told before.
 */
export const SuspensionsNotification = new NotificationType<{
  readonly suspensions: readonly Suspension[];
}>('wasixPython/suspensions');
