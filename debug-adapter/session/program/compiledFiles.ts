import { files } from '#platform/files.ts';
import path from '#platform/path.ts';

/**
 * Removes the compiled code that Python has kept of a source file which has changed (PEP 3147).
 * Python takes a file for unchanged that has as many bytes as before and was saved in the same
 * second, and would run what it was.
 */
export function forgetCompiled(source: string): void {
  const folder = path.join(path.dirname(source), '__pycache__');
  const { name } = path.parse(source);
  try {
    for (const { name: file } of files.list(folder)) {
      if (file.startsWith(`${name}.`) && file.endsWith('.pyc'))
        files.remove(path.join(folder, file));
    }
  } catch {
    // There is none, or it is nobody's to write to, nor the program's.
  }
}
