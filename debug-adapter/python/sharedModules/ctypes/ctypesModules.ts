/** `_ctypes`, and the module that CPython's tests of it call, on libffi with a back end of our own. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { type AnchoredEdit, applyEdits, insertAfter } from '../../recipe/anchoredEdit.ts';
import { digestOfFiles, unpackTarball } from '../../recipe/workspace.ts';
import type { SideModule } from '../../sideModules/sideCompiler.ts';
import type { Unpacking } from '../../unpackedPackages.ts';
import { CPYTHON_FLAGS, cpythonFolders } from '../cpythonFlags.ts';

/** CPython's folder of it. */
const SOURCES = 'Modules/_ctypes';

/** What is taken of each source tarball. */
const PARTS = {
  cpython: [`*/${SOURCES}/*`],
  libffi: ['*/include/ffi*.h*', '*/src/*.c', '*/src/wasm32/ffitarget.h', '*/LICENSE'],
};

const OWN_SOURCES = ['ffi_wasix.c', 'variadic_functions.c'];
const OWN_HEADERS = ['ffi_wasix.h', 'fficonfig.h', 'variadic_functions.h'];

const CHECKED_CALLS =
  'WebAssembly calls a function by its own type or ends the program, and libffi has no result for it ' +
  'that could tell that a type does not fit: it becomes a TypeError.';

const EDITS: readonly AnchoredEdit[] = [
  insertAfter(
    `${SOURCES}/callproc.c`,
    '    int *space;\n    ffi_cif cif;\n',
    '    char *mismatch;\n',
    CHECKED_CALLS,
  ),
  {
    file: `${SOURCES}/callproc.c`,
    anchor: '                ffi_call(&cif, (void *)pProc, resmem, avalues);\n',
    replacement: '    mismatch = wasix_ffi_call(&cif, (void *)pProc, resmem, avalues);\n',
    reason: CHECKED_CALLS,
  },
  insertAfter(
    `${SOURCES}/callproc.c`,
    '        Py_BLOCK_THREADS\n    Py_XDECREF(error_object);\n',
    '    if (mismatch != NULL) {\n' +
      '        PyErr_SetString(PyExc_TypeError, mismatch);\n' +
      '        free(mismatch);\n' +
      '        return -1;\n' +
      '    }\n',
    CHECKED_CALLS,
  ),
  insertAfter(
    `${SOURCES}/callproc.c`,
    '#include <ffi.h>\n',
    '#include "ffi_wasix.h"\n',
    CHECKED_CALLS,
  ),
];

/**
 * What CPython's configure finds out about libffi, whose own functions take the place of those in
 * `malloc_closure.c`: there are no pages that code could be written to.
 */
const FLAGS = [
  ...['HAVE_FFI_PREP_CIF_VAR=1', 'HAVE_FFI_PREP_CLOSURE_LOC=1', 'HAVE_ALLOCA_H=1'],
  ...['Py_ffi_closure_alloc=ffi_closure_alloc', 'Py_ffi_closure_free=ffi_closure_free'],
  ...['FFI_STATIC_BUILD=1'],
]
  .map(definition => `-D${definition}`)
  .concat('-w', ...CPYTHON_FLAGS);

/** A digest of what this room adds to the sources. */
export function ctypesInputs(): Promise<string> {
  const names = [...OWN_SOURCES, ...OWN_HEADERS, path.basename(import.meta.filename)];
  return digestOfFiles(names.map(name => path.join(import.meta.dirname, name)));
}

/** Unpacks the sources, and makes them ready to be compiled. */
export async function prepareCtypes({ workspace, logFile }: Unpacking): Promise<void> {
  const cpython = await unpackTarball(workspace, 'cpython', logFile, PARTS.cpython);
  await applyEdits(cpython, EDITS);
  const libffi = await unpackTarball(workspace, 'libffi', logFile, PARTS.libffi);
  const template = await readFile(path.join(libffi, 'include/ffi.h.in'), 'utf8');
  const values = new Map([
    ['VERSION', 'for WASIX'],
    ['TARGET', 'WASM32'],
    ['HAVE_LONG_DOUBLE', '1'],
    ['FFI_EXEC_TRAMPOLINE_TABLE', '0'],
  ]);
  const header = template.replace(/@(\w+)@/g, (whole, name) => values.get(name) ?? whole);
  await writeFile(path.join(libffi, 'include/ffi.h'), header);
}

/** `_ctypes` itself. @param folder in which `prepareCtypes` has unpacked the sources. */
export function ctypesModule(folder: string, python: PythonVersion): SideModule {
  const cpython = cpythonIn(folder, python);
  const libffi = path.join(folder, 'src/libffi');
  const ofPython = ['_ctypes', 'callbacks', 'callproc', 'cfield', 'stgdict'];
  const ofLibffi = ['prep_cif', 'types'];
  return {
    name: '_ctypes',
    python,
    sources: [
      ...ofPython.map(name => path.join(cpython, SOURCES, `${name}.c`)),
      ...ofLibffi.map(name => path.join(libffi, 'src', `${name}.c`)),
      ...OWN_SOURCES.map(name => path.join(import.meta.dirname, name)),
    ],
    include: [
      path.join(libffi, 'include'),
      path.join(libffi, 'src/wasm32'),
      import.meta.dirname,
      ...cpythonFolders(python),
    ],
    flags: FLAGS,
  };
}

/** The functions that CPython's tests of ctypes call. */
export function ctypesTestModule(folder: string, python: PythonVersion): SideModule {
  const source = path.join(cpythonIn(folder, python), SOURCES, '_ctypes_test.c');
  return {
    name: '_ctypes_test',
    python,
    sources: [source],
    include: cpythonFolders(python),
    flags: FLAGS,
  };
}

function cpythonIn(folder: string, python: PythonVersion): string {
  return path.join(folder, `python${python}`, 'src/cpython');
}

/** The licence of libffi, a file. @param folder in which `prepareCtypes` has unpacked the sources. */
export function libffiLicence(folder: string): string {
  return path.join(folder, 'src/libffi/LICENSE');
}
