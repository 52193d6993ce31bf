import { zip } from '../../python/recipe/zip.ts';

/** A wheel as its author would make it. */
export interface WheelSpecification {
  readonly name: string;
  readonly version: string;
  /** What is in them, by their paths among the installed modules, or in `NAME-VERSION.data`. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** What it runs on; by default everything. */
  readonly tag?: string;
  readonly requires?: readonly string[];
  /** The versions of Python that it is for. */
  readonly requiresPython?: string;
  /** What is to be a command: `name = module:function`. */
  readonly scripts?: readonly string[];
}

/** The file of a wheel or of sources, named as its specification asks for. */
export interface Wheel {
  readonly project: string;
  readonly fileName: string;
  readonly content: Buffer;
  readonly requiresPython?: string | undefined;
}

/** Makes a wheel (PyPA's specification "Binary distribution format"). */
export function makeWheel(specification: WheelSpecification): Wheel {
  const { name, version, files, tag = 'py3-none-any', requires = [], scripts } = specification;
  const metadata = `${name}-${version}.dist-info`;
  const contents: Record<string, string | Buffer> = {
    ...files,
    [`${metadata}/METADATA`]: [
      `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
      ...requires.map(requirement => `Requires-Dist: ${requirement}\n`),
    ].join(''),
    [`${metadata}/WHEEL`]: `Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    ...(scripts && {
      [`${metadata}/entry_points.txt`]: `[console_scripts]\n${scripts.join('\n')}\n`,
    }),
  };
  const record = `${metadata}/RECORD`;
  contents[record] = [...Object.keys(contents), record].map(file => `${file},,\n`).join('');
  const entries = Object.entries(contents).map(([file, content]) => ({
    name: file,
    content: Buffer.from(content),
    compress: true,
  }));
  const fileName = `${name}-${version}-${tag}.whl`;
  const { requiresPython } = specification;
  return { project: name, fileName, content: zip(entries), requiresPython };
}

/** Wheels of a package in which there is no more than a module, for several platforms. */
export function wheelsFor(name: string, version: string, tags: readonly string[]): Wheel[] {
  return tags.map(tag => makeWheel({ name, version, tag, files: { [`${name}.py`]: '' } }));
}

/** The sources of a package, which nobody builds. */
export function sourceOf(name: string, version: string): Wheel {
  return { project: name, fileName: `${name}-${version}.tar.gz`, content: Buffer.of() };
}
