import { type Limits, MalformedModule } from '../binaryReader.ts';
import { importedMemoryLimits } from '../moduleMemory.ts';
import { heldFile } from './heldFiles.ts';

/** A program that was fetched, in values that can cross to workers. */
export interface FetchedProgram {
  readonly module: WebAssembly.Module;
  /** Of the memory that it imports, if it does. */
  readonly memory: Limits | undefined;
  /** An absolute URL. */
  readonly url: string;
}

/** Where files come from. */
export interface FileSource {
  /**
   * A program, which is compiled while it comes.
   * @throws Error when it cannot be fetched; CompileError for what is none, TypeError where it is not served as
   *   `application/wasm`.
   */
  program(url: string): Promise<FetchedProgram>;
  /** A file as it is. @throws Error when it cannot be fetched. */
  file(url: string): Promise<Blob>;
}

const SERVER: FileSource = {
  program: fetchProgram,
  file: async url => (await fetchFile(url)).blob(),
};

/**
 * What guests need of a server, each file fetched once for all of a page's guests. Several who ask at the same time
 * for one that is too large for the browser's cache, as a private window has it, can all be refused it
 * (Chromium's ERR_CACHE_WRITE_FAILURE).
 */
export class FetchedFiles implements FileSource {
  readonly #programs = new Map<string, Promise<FetchedProgram>>();
  readonly #files = new Map<string, Promise<Blob>>();
  /** The server, unless somebody else has them. */
  source = SERVER;

  program(url: string): Promise<FetchedProgram> {
    return once(this.#programs, url, this.source.program);
  }

  file(url: string): Promise<Blob> {
    return once(this.#files, url, this.source.file);
  }
}

function once<Value>(
  known: Map<string, Promise<Value>>,
  url: string,
  get: (url: string) => Promise<Value>,
): Promise<Value> {
  const found = known.get(url);
  if (found !== undefined) return found;
  const value = get(url);
  known.set(url, value);
  // The next guest may have more luck.
  value.catch(() => known.delete(url));
  return value;
}

async function fetchFile(url: string): Promise<Response> {
  const held = heldFile(url);
  if (held !== undefined) return new Response(held);
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} cannot be fetched: ${response.status} ${response.statusText}`);
  }
  return response;
}

async function fetchProgram(url: string): Promise<FetchedProgram> {
  const response = await fetchFile(url);
  const copy = response.clone();
  const module = await WebAssembly.compileStreaming(response);
  return { module, memory: await readLimits(module, copy), url: response.url || url };
}

/** @param response the same module again, of which the beginning is read. */
async function readLimits(
  module: WebAssembly.Module,
  response: Response,
): Promise<Limits | undefined> {
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const importsMemory = WebAssembly.Module.imports(module).some(({ kind }) => kind === 'memory');
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let limits: Limits | undefined;
  while (importsMemory && limits === undefined) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    limits = limitsIn(await new Blob(chunks).bytes());
  }
  void reader.cancel();
  return limits;
}

/** @returns undefined for a beginning of a module that ends before it tells. */
function limitsIn(beginning: Uint8Array): Limits | undefined {
  try {
    return importedMemoryLimits(beginning);
  } catch (error) {
    if (error instanceof MalformedModule) return undefined;
    throw error;
  }
}
