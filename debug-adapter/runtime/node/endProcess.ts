/** How long what is left to do may keep a process that has done its work, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Ends this process with an exit code, as soon as nothing is left that keeps it.
 *
 * `process.exit` would end it at once, but waits for the engine's compiling threads; if one of them
 * waits for the main thread to collect garbage, neither ever goes on (nodejs/node#54918). A process
 * that comes to its end by itself lets them go first.
 */
export function endProcess(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(), PATIENCE).unref();
}
