import type { NetworkGrant } from '../network/network.ts';

/** Something to mount in the guest. `point` is an absolute path of the guest. */
export type MountSpecification =
  | {
      readonly kind: 'zip';
      readonly point: string;
      /** URL of the archive. */
      readonly source: string;
    }
  | {
      readonly kind: 'urls';
      readonly point: string;
      /**
       * URLs of its files, by paths below `point`: each is fetched when the guest wants it. Relative ones are so to the
       * worker's script.
       */
      readonly urls: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'files';
      readonly point: string;
      /** What is in it at first, by paths below `point`, `/` between their parts. */
      readonly files: Readonly<Record<string, Uint8Array | string>>;
    };

/** What a guest is started with. Everything it can reach is in here. */
export interface GuestWorkerOptions {
  /** URL of the program, a WebAssembly module; it has to be served as `application/wasm`. */
  readonly program: string;
  /** `argv`, the program's own name first. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The guest's current directory. */
  readonly cwd: string;
  readonly mounts: readonly MountSpecification[];
  /** What its sockets reach; nothing by default. */
  readonly network?: NetworkGrant;
  /** See `LinkedProgram`. */
  readonly libraries?: readonly string[];
  /** See `Guest`. */
  readonly unusedStack?: number;
}
