/** The File System Access API: the part of File System that Chromium has alone, and TypeScript does not know. */

interface FileSystemHandle {
  queryPermission?(descriptor: { readonly mode: 'readwrite' }): Promise<PermissionState>;
  /** Asks the user, if the page does so since they have pressed something. */
  requestPermission?(descriptor: { readonly mode: 'readwrite' }): Promise<PermissionState>;
}

/** Rejected by an AbortError when the user picks none. */
declare var showDirectoryPicker:
  | ((options: { readonly mode: 'read' }) => Promise<FileSystemDirectoryHandle>)
  | undefined;
