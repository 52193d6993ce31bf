import { type Figure, median, round } from './figure.ts';
import { nativeCommand } from './nativePython.ts';
import { outputOf, runPython } from './wasixPython.ts';

const FIB = `
import sys, time
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
times = []
for _ in range(7):
    start = time.perf_counter()
    fib(27)
    times.append((time.perf_counter() - start) * 1e3)
print(*times)
`;

function medianOfLine(line: string): number {
  return median(line.split(' ').map(Number));
}

export async function computingFigures(): Promise<Figure[]> {
  const wasix = medianOfLine(await runPython(FIB));
  const native = medianOfLine(await outputOf(await nativeCommand(FIB)));
  return [
    {
      name: 'fib(27)',
      value: round(wasix),
      unit: 'ms',
      reference: { name: 'native CPython 3.13', value: round(native), unit: 'ms' },
    },
  ];
}
