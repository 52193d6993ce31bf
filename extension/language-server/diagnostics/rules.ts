import { blockingInAsync, blockingInGreenlet } from './blocking.ts';
import type { DiagnosticName } from './catalogue.ts';
import { lateMonkeyPatch } from './lateMonkeyPatch.ts';
import { neverStarted } from './neverStarted.ts';
import { noProcesses } from './noProcesses.ts';
import type { Finding, JudgedFile, Rule } from './rule.ts';
import { awaitOnlyOutside, expiredAttribute, lazyAttribute } from './sqlalchemy.ts';
import { swallowedExit } from './swallowedExit.ts';
import { switchFromThread, switchToFinished, switchToItself } from './switches.ts';
import { unavailableImport } from './unavailableImport.ts';

const RULES: Record<DiagnosticName, Rule> = {
  'unavailable-import': unavailableImport,
  'no-processes': noProcesses,
  'lazy-attribute': lazyAttribute,
  'expired-attribute': expiredAttribute,
  'await-only-outside': awaitOnlyOutside,
  'blocking-in-async': blockingInAsync,
  'blocking-in-greenlet': blockingInGreenlet,
  'switch-to-itself': switchToItself,
  'switch-to-finished': switchToFinished,
  'switch-from-thread': switchFromThread,
  'swallowed-exit': swallowedExit,
  'never-started': neverStarted,
  'late-monkey-patch': lateMonkeyPatch,
};

/** A finding, by the name of its rule. */
export interface NamedFinding extends Finding {
  readonly name: DiagnosticName;
}

/** Applies the rules to a file. @param isOn says which ones. */
export function judge(file: JudgedFile, isOn: (name: DiagnosticName) => boolean): NamedFinding[] {
  const rules = Object.entries(RULES) as [DiagnosticName, Rule][];
  const findings = rules
    .filter(([name]) => isOn(name))
    .flatMap(([name, rule]) => [...rule(file)].map(finding => ({ ...finding, name })));
  return findings.sort((a, b) => a.span.from - b.span.from);
}
