import { systemError } from '../errno.ts';
import type { Linker } from '../linking/linker.ts';
import type { FunctionType } from '../linking/moduleFunctions.ts';
import type { GuestMemory } from '../memory.ts';
import type { RunningThread } from '../runningThread.ts';
import { actsInside, delegatingSyscall, localSyscall, type SyscallFamily } from './syscall.ts';

/** The bytes for types in WebAssembly's format, by the numbers that WASIX has for them: `__wasi_wasm_value_type_t`. */
const VALUE_TYPES = [0x7f, 0x7e, 0x7d, 0x7c, 0x7b];

/** Functions that a program makes while it runs, and what types those have that pointers lead to. */
export const madeFunctionCalls: SyscallFamily = actsInside({
  call_dynamic: delegatingSyscall(
    [
      ...(['function: u32', 'values: pointer', 'valuesLength: size'] as const),
      ...(['results: pointer', 'resultsLength: size', 'strict: u32'] as const),
    ],
    (thread, slot, _values, values, _results, results, strict) => {
      // A flag takes a byte.
      const isStrict = (strict & 0xff) !== 0;
      const caller = linkerOf(thread).callerOf(slot, { values, results }, isStrict);
      if (caller === undefined) throw systemError('EINVAL');
      return caller;
    },
  ),
  closure_allocate: localSyscall(['closure: pointer'], (thread, result) => {
    const slot = linkerOf(thread).closures.allocate();
    if (slot === undefined) throw systemError('ENOMEM');
    thread.memory.setUint32(result, slot);
  }),
  closure_free: localSyscall(['closure: u32'], (thread, closure) => {
    if (!linkerOf(thread).closures.free(closure)) throw systemError('EINVAL');
  }),
  closure_prepare: localSyscall(
    [
      ...(['backing: u32', 'closure: u32', 'argumentTypes: pointer', 'arguments: size'] as const),
      ...(['resultTypes: pointer', 'results: size', 'data: pointer'] as const),
    ],
    (thread, backing, closure, argumentTypes, argumentCount, resultTypes, resultCount, data) => {
      const { memory } = thread;
      const type = {
        parameters: readTypes(memory, argumentTypes, argumentCount),
        results: readTypes(memory, resultTypes, resultCount),
      };
      if (!linkerOf(thread).closures.prepare(closure, type, backing, data)) {
        throw systemError('EINVAL');
      }
    },
  ),
  reflect_signature: localSyscall(
    [
      ...(['function: u32', 'argumentTypes: pointer', 'arguments: u32'] as const),
      ...(['resultTypes: pointer', 'results: u32', 'result: pointer'] as const),
    ],
    (thread, slot, argumentTypes, argumentRoom, resultTypes, resultRoom, result) => {
      const type = linkerOf(thread).typeOf(slot);
      if (type === undefined) throw systemError('EINVAL');
      const { parameters, results } = type;
      const { memory } = thread;
      // A closure's may become another one's.
      memory.setUint8(result, linkerOf(thread).closures.typeOf(slot) === undefined ? 1 : 0);
      memory.setUint16(result + 2, parameters.length);
      memory.setUint16(result + 4, results.length);
      if (parameters.length > argumentRoom || results.length > resultRoom) {
        throw systemError('EOVERFLOW');
      }
      writeTypes(memory, argumentTypes, parameters);
      writeTypes(memory, resultTypes, results);
    },
  ),
});

function linkerOf({ linker }: RunningThread): Linker {
  if (linker === undefined) throw systemError('ENOTSUP');
  return linker;
}

function readTypes(memory: GuestMemory, address: number, count: number): number[] {
  return Array.from(memory.slice(address, count), number => {
    const type = VALUE_TYPES[number];
    if (type === undefined) throw systemError('EINVAL');
    return type;
  });
}

/** @throws EINVAL for types that are no numbers. */
function writeTypes(memory: GuestMemory, address: number, types: FunctionType['parameters']): void {
  const numbers = types.map(type => VALUE_TYPES.indexOf(type));
  if (numbers.includes(-1)) throw systemError('EINVAL');
  memory.slice(address, numbers.length).set(numbers);
}
