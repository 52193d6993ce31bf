import type { FunctionType } from './moduleFunctions.ts';

/** What a linker was asked for that changes what is linked, or was told by its files. */
export type LinkAction =
  | {
      readonly call: 'open';
      readonly args: readonly [name: string, flags: number, thread: number, environment: string];
    }
  | {
      readonly call: 'symbol';
      readonly args: readonly [handle: number, name: string, thread: number];
    }
  | {
      readonly call: 'enterThread';
      readonly args: readonly [thread: number, threadLocalBase: number];
    }
  | { readonly call: 'leaveThread'; readonly args: readonly [thread: number] }
  | { readonly call: 'allocate' }
  | {
      readonly call: 'prepare';
      readonly args: readonly [slot: number, type: FunctionType, backing: number, data: number];
    }
  | { readonly call: 'free'; readonly args: readonly [slot: number] }
  | { readonly call: 'find'; readonly path: string | undefined }
  /** Its bytes, or why it could not be read. */
  | { readonly call: 'read'; readonly content: Uint8Array<ArrayBuffer> | string };

/** Told of an action before it is done, and of an answer after. */
export type OnLinkAction = (action: LinkAction) => void;
