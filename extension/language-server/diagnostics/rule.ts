import type { ModuleFacts } from '../facts/moduleFacts.ts';
import type { InstalledPackages } from '../index/installedPackages.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import type { Span } from '../syntax/lineTable.ts';

/** A replacement of a part of the text. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** What mends a finding. */
export interface Fix {
  /** What the menu offers. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A place in a file at which something is wrong. */
export interface Finding {
  readonly span: Span;
  readonly message: string;
  readonly fix?: Fix | undefined;
}

/** A file that is judged, in the midst of those that it imports. */
export interface JudgedFile {
  readonly facts: ModuleFacts;
  readonly text: string;
  readonly index: ModuleIndex;
  /** What is installed for the programs of the workspace. */
  readonly packages: InstalledPackages;
}

/** Finds one kind of mistake. */
export type Rule = (file: JudgedFile) => Iterable<Finding>;
