import { systemOf } from '../../runtime/nativeFormats.ts';
import { files } from './files.ts';

/** As in `node/nativeCode.ts`. */
export function systemOfNativeCode(file: string): string {
  return systemOf(files.read(file)) ?? 'another system';
}
