/** The events that this adapter sends beside those of the Debug Adapter Protocol. */

/**
 * `missingPackage`: the program stops, or ends, as a package is not installed for it. The console
 * says so, too; a client can offer to install it.
 */
export interface MissingPackage {
  /** What the program imports. */
  readonly module: string;
  /** What pip calls the package that has it, as far as that is known. */
  readonly distribution: string;
  /** The folder in which `wasix-python pip install` puts it where the program finds it. */
  readonly folder?: string;
}
