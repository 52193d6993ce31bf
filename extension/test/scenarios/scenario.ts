import type { EditorInstallation } from '../harness/editorInstallation.ts';
import type { Report } from '../harness/report.ts';

/** What every group of tests gets. */
export interface Scenario {
  /** The checkout. */
  readonly root: string;
  readonly editor: EditorInstallation;
  /** The browser's program. */
  readonly chromium: string;
  readonly report: Report;
  /** An empty folder for logs and screenshots, which stays. */
  readonly results: string;
}
