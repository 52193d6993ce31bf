import type { PythonDistribution } from '../python/pythonDistribution.ts';

/** What a guest that is to run Python is made of. */
export function pythonProgram({ interpreter }: PythonDistribution): { readonly program: string } {
  return { program: interpreter };
}
