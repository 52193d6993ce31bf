/** Something to mount in the guest. `point` is an absolute path of the guest. */
export type MountSpecification =
  | {
      readonly kind: 'directory';
      readonly point: string;
      /** Path of the directory on this machine. */
      readonly source: string;
      readonly isReadOnly: boolean;
      /** Whether it is gone when the guest ends. */
      readonly isTemporary?: boolean;
    }
  | { readonly kind: 'zip'; readonly point: string; readonly source: string };
