import * as vscode from 'vscode';

const PYTHON_EXTENSION = 'ms-python.python';

/** How long a start waits for the Python extension, which may itself be starting, in milliseconds. */
const PATIENCE = 5_000;

/**
 * The environment that the user has selected in the Python extension, if that is installed.
 *
 * @returns its folder; undefined also for a Python of the system's, which has none.
 */
export async function selectedEnvironment(
  scope: vscode.WorkspaceFolder | undefined,
): Promise<string | undefined> {
  if (vscode.extensions.getExtension(PYTHON_EXTENSION) === undefined) return undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), PATIENCE);
  });
  try {
    return await Promise.race([ask(scope), late]);
  } catch {
    // A program can be debugged without.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function ask(scope: vscode.WorkspaceFolder | undefined): Promise<string | undefined> {
  const { PythonExtension } = await import('@vscode/python-extension');
  const { environments } = await PythonExtension.api();
  const selected = environments.getActiveEnvironmentPath(scope?.uri);
  const resolved = await environments.resolveEnvironment(selected);
  return resolved?.environment?.folderUri.fsPath;
}
