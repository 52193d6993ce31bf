import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Progress } from './progress.ts';

/** One step of a recipe: work that need not be done again while its inputs stay the same. */
export interface Step {
  /** For a person, and the name of its stamp and its log. */
  readonly title: string;
  /** Everything but earlier steps that determines the result, as text or as digests. */
  readonly inputs: readonly string[];
  /** Does the work; what an interrupted run left must not matter to it. */
  readonly run: (logFile: string) => Promise<void>;
}

/** SHA-256 of a list of texts, in hex; `['ab']` and `['a', 'b']` differ. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}

function fileNameOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** What running steps cost. */
export interface StepTime {
  readonly title: string;
  readonly seconds: number;
  /** False when the step's result was there already. */
  readonly ran: boolean;
}

/**
 * Runs steps in order in a work folder. A step is skipped when its stamp says
 * that it was finished with the same inputs after the same steps, so an
 * interrupted run goes on where it stopped.
 * @throws what the step throws; the steps before it stay finished.
 */
export async function runSteps(
  steps: readonly Step[],
  folder: string,
  progress: Progress,
): Promise<StepTime[]> {
  const times: StepTime[] = [];
  let digest = digestOf([folder]);
  for (const [index, step] of steps.entries()) {
    const name = `${String(index + 1).padStart(2, '0')}-${fileNameOf(step.title)}`;
    const stamp = path.join(folder, 'stamps', name);
    const logFile = path.join(folder, 'logs', `${name}.log`);
    digest = digestOf([digest, step.title, ...step.inputs]);
    const finished = await readFile(stamp, 'utf8').catch(() => '');
    if (finished === digest) {
      times.push({ title: step.title, seconds: 0, ran: false });
      continue;
    }
    await rm(stamp, { force: true });
    await rm(logFile, { force: true });
    progress.begin(`[${index + 1}/${steps.length}] ${step.title}`);
    try {
      await step.run(logFile);
    } catch (error) {
      progress.end('failed');
      throw error;
    }
    times.push({ title: step.title, seconds: progress.end(), ran: true });
    await mkdir(path.dirname(stamp), { recursive: true });
    await writeFile(stamp, digest);
  }
  return times;
}
