import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { greenletOriginal } from './greenletModule.ts';
import { type PythonWorkspace, sourceTree } from './workspace.ts';
import { type ZipEntry, zip } from './zip.ts';

/**
 * A wheel for pip, of a package that has native code alone elsewhere, and that
 * packages for this interpreter can depend on all the same.
 */
interface Wheel {
  /** PKG-INFO or METADATA, the description of the package. */
  readonly metadata: string;
  /** The folder of the package; none of one that the interpreter has anyway. */
  readonly folder?: string;
}

async function wheels(workspace: PythonWorkspace): Promise<Wheel[]> {
  const greenlet = greenletOriginal(workspace);
  const markupsafe = sourceTree(workspace, 'markupsafe');
  const installed = await readdir(path.dirname(greenlet));
  const description = installed.find(name => /^greenlet-.*-info$/.test(name));
  if (description === undefined) throw new Error("Debian's greenlet came without its metadata");
  return [
    { metadata: path.join(path.dirname(greenlet), description, 'PKG-INFO') },
    {
      metadata: path.join(markupsafe, 'PKG-INFO'),
      folder: path.join(markupsafe, 'src/markupsafe'),
    },
  ];
}

function field(metadata: string, name: string): string {
  const value = new RegExp(`^${name}: (.*)$`, 'm').exec(metadata)?.[1];
  if (value === undefined) throw new Error(`the metadata of a package have no ${name}`);
  return value;
}

function entry(name: string, content: Buffer | string): ZipEntry {
  return { name, content: Buffer.from(content), compress: true };
}

/** A row of RECORD, as the specification of installed projects has it. */
function row({ name, content }: ZipEntry): string {
  const digest = createHash('sha256').update(content).digest('base64url');
  return `${name},sha256=${digest},${content.length}\n`;
}

/** What a wheel is made of. */
export interface WheelContent {
  /** METADATA, the description of the package. */
  readonly metadata: string;
  /** For whom it is, as in the wheel's name: `py3-none-any`. */
  readonly tag: string;
  /** The package's files, by the places where they are installed. */
  readonly files: readonly ZipEntry[];
  /** What it offers to other packages by name, as `entry_points.txt` has it. */
  readonly entryPoints?: string;
}

/**
 * All files of a wheel, as they are installed: those of the package, and what tells of it.
 *
 * @returns them, and the wheel's name.
 */
export function wheelOf({ metadata, tag, files, entryPoints }: WheelContent): {
  readonly name: string;
  readonly files: readonly ZipEntry[];
} {
  const name = `${field(metadata, 'Name')}-${field(metadata, 'Version')}`;
  const isPure = tag.endsWith('-none-any');
  const all = [
    ...files,
    entry(`${name}.dist-info/METADATA`, metadata),
    entry(
      `${name}.dist-info/WHEEL`,
      `Wheel-Version: 1.0\nGenerator: wasix-python\nRoot-Is-Purelib: ${isPure}\nTag: ${tag}\n`,
    ),
    ...(entryPoints === undefined
      ? []
      : [entry(`${name}.dist-info/entry_points.txt`, entryPoints)]),
  ];
  const list = `${name}.dist-info/RECORD`;
  const record = entry(list, `${all.map(row).join('')}${list},,\n`);
  return { name: `${name}-${tag}.whl`, files: [...all, record] };
}

async function pythonFiles(folder: string): Promise<ZipEntry[]> {
  const names = (await readdir(folder)).filter(name => /\.(py|pyi|typed)$/.test(name));
  const package_ = path.basename(folder);
  return Promise.all(
    names.map(async name => entry(`${package_}/${name}`, await readFile(path.join(folder, name)))),
  );
}

/** Writes the wheels into a folder. */
export async function writeWheels(workspace: PythonWorkspace, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const wheel of await wheels(workspace)) {
    const { name, files } = wheelOf({
      metadata: await readFile(wheel.metadata, 'utf8'),
      tag: 'py3-none-any',
      files: wheel.folder === undefined ? [] : await pythonFiles(wheel.folder),
    });
    await writeFile(path.join(folder, name), zip(files));
  }
}
