import { missingModules } from '#platform/distribution.ts';
import path from '#platform/path.ts';
import type { MissingPackage } from '../../protocol/customEvents.ts';
import { distributionOf } from '../python/distributionNames.ts';
import type { PythonVersion } from '../python/versions.ts';
import type { Session } from '../session.ts';
import type { Debuggee, MissingModule } from './debuggee.ts';
import type { LaunchConfiguration } from './launchConfiguration.ts';
import { findOwnModule } from './ownModule.ts';

/** How Python ends where the module to run (`-m`) is not there: without an exception. */
const NOTHING_TO_RUN = /No module named '?(\w+)'?/;

/** Explains to the user why a module is not there, and what can be done. */
export class MissingPackages {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Listens to a program. What it lacks is told when it stops, or after its last words. */
  follow(debuggee: Debuggee): void {
    let missing: MissingModule[] = [];
    const tell = (): void => {
      const modules = missing;
      missing = [];
      for (const module of modules) this.#explain(module, debuggee.version);
    };
    debuggee.on('missingModule', module => missing.push(module));
    debuggee.on('output', ({ category, text }) => {
      const [, name] = (category === 'stderr' && NOTHING_TO_RUN.exec(text)) || [];
      if (name === undefined || name !== this.#launched.module?.split('.')[0]) return;
      missing.push({ event: 'missingModule', name, isStandard: false });
    });
    debuggee.on('stopped', tell);
    debuggee.on('ended', tell);
  }

  /** What the program was launched by; of one that was attached to, nothing is known. */
  get #launched(): Partial<LaunchConfiguration> {
    return this.#session.configuration as Partial<LaunchConfiguration>;
  }

  #explain({ name, isStandard }: MissingModule, version: PythonVersion): void {
    if (isStandard) {
      const reason = missingModules(version).find(module => module.name === name)?.reason;
      this.#say(
        `The module '${name}' belongs to Python, and cannot be had in WebAssembly` +
          (reason === undefined ? ': it is for other systems.' : `: it ${reason}.`),
      );
      return;
    }
    const { program, cwd } = this.#launched;
    const around = program === undefined ? [] : [path.dirname(program)];
    const folders = cwd === undefined ? around : [...around, cwd];
    const own = findOwnModule(name, folders);
    if (own !== undefined) {
      const folder = path.dirname(own.endsWith('__init__.py') ? path.dirname(own) : own);
      this.#say(
        `The module '${name}' is in ${folder}, where Python does not look: add that folder to ` +
          '"packages" in the launch configuration, or run the program from there.',
      );
      return;
    }
    const distribution = distributionOf(name);
    const where = cwd === undefined ? '' : ` in ${cwd}`;
    this.#say(
      `No package that has the module '${name}' is installed for WASIX Python, which runs this ` +
        "program: it is not this machine's Python, and does not find what is installed for that. " +
        `Install it by \`wasix-python pip install ${distribution}\`${where}, which also says if there is no build of it that runs here.`,
    );
    const missing: MissingPackage = {
      module: name,
      distribution,
      ...(cwd === undefined ? {} : { folder: cwd }),
    };
    this.#session.emit('missingPackage', missing);
  }

  #say(sentence: string): void {
    this.#session.emit('output', { category: 'console', output: `${sentence}\n` });
  }
}
