/** The standard streams of a guest whose host has them, by messages. */
import { InputStream } from '../descriptors/input.ts';
import { type OnWritten, OutputStream } from '../descriptors/output.ts';
import type { TerminalModes } from '../terminal.ts';
import type { HostConnection, OutputStreamName } from './messages.ts';

/**
 * @param isTerminal which of them are terminals.
 * @param onWritten told of what the program writes, if anybody is.
 */
export function makeOutputStreams(
  host: HostConnection,
  isTerminal: Readonly<Record<OutputStreamName, boolean>>,
  onWritten: (fd: 1 | 2) => OnWritten | undefined = () => undefined,
): Record<OutputStreamName, OutputStream> {
  const makeStream = (stream: OutputStreamName, fd: 1 | 2): OutputStream =>
    new OutputStream(
      bytes => host.post({ type: 'output', stream, bytes }),
      isTerminal[stream],
      onWritten(fd),
    );
  const streams = { stdout: makeStream('stdout', 1), stderr: makeStream('stderr', 2) };
  host.listen(message => {
    if (message.type === 'outputTaken') streams[message.stream].acknowledge(message.count);
  });
  return streams;
}

export function makeInputStream(host: HostConnection, isTerminal: boolean): InputStream {
  const input = new InputStream(() => host.post({ type: 'inputWanted' }), isTerminal);
  host.listen(message => {
    if (message.type === 'input') input.feed(message.bytes);
  });
  return input;
}

/** Asks for new modes of the terminal, and waits until it has them. */
export function setTerminalModes(modes: TerminalModes, host: HostConnection): Promise<void> {
  return new Promise(resolve => {
    const stopListening = host.listen(message => {
      if (message.type !== 'terminalModesSet') return;
      stopListening();
      resolve();
    });
    host.post({ type: 'terminalModes', modes });
  });
}
