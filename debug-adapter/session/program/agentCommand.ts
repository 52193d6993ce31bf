import { AGENT_FOLDER, AGENT_MODULE } from '../../protocol/messages.ts';
import type { PythonCommand } from '../python/interpreter.ts';
import type { DebuggedProgram } from './debuggedProgram.ts';

/** What the interpreter's main module imports before the program: `FOLDER:MODULE`. */
const PRELOAD_VARIABLE = 'WASIX_PYTHON_PRELOAD';

/**
 * The command that runs a program with the agent in it.
 *
 * @param archive with the agent's package.
 */
export function agentCommand(
  { args, env, cwd, mounts, network, packages }: DebuggedProgram,
  archive: string,
): PythonCommand {
  return {
    args,
    env: { ...env, [PRELOAD_VARIABLE]: `${AGENT_FOLDER}:${AGENT_MODULE}` },
    cwd,
    network,
    packages,
    mounts: [...mounts, { kind: 'zip', point: AGENT_FOLDER, source: archive }],
  };
}
