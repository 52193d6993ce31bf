import type { BrowserProgram } from '../harness/browserProgram.ts';
import type { EditorInstallation } from '../harness/editorInstallation.ts';
import type { Report } from '../harness/report.ts';

/** What every group of tests gets. */
export interface Scenario extends StageScenario {
  readonly report: Report;
}

/** What those get that need nothing but a {@link Stage}. */
export interface StageScenario {
  /** The checkout. */
  readonly root: string;
  readonly editor: EditorInstallation;
  /** What shows it. */
  readonly browser: BrowserProgram;
  readonly report: Pick<Report, 'test'>;
  /** An empty folder for logs and screenshots, which stays. */
  readonly results: string;
}
