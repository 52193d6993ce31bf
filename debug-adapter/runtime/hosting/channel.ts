import { MessageChannelDescriptor } from '../descriptors/messageChannel.ts';
import type { SwitchLog } from '../switchLog.ts';
import type { HostConnection } from './messages.ts';

/**
 * The guest's end of its channel for messages, whose other end the host has by its connection: what goes
 * on the channel, what the program prints and how it ends are told in the order in which they happen.
 *
 * @param switches of the main thread: each message tells how many there had been.
 * @param heard where the host is in the guest's thread: resolves when it has done with a message what is to be done at
 *   once, such as to tell others that the guest goes on. The guest waits for that.
 */
export function makeHostChannel(
  host: HostConnection,
  switches: SwitchLog,
  heard: (() => Promise<void>) | undefined,
): MessageChannelDescriptor {
  const arrived: Uint8Array[] = [];
  const channel = new MessageChannelDescriptor({
    isFedByEventLoop: true,
    ...(heard === undefined ? {} : { heard }),
    send: bytes => host.post({ type: 'message', bytes, switches: switches.total }),
    tryReceive: () => arrived.shift(),
  });
  host.listen(message => {
    if (message.type === 'message') {
      arrived.push(message.bytes);
      channel.changes.notify();
    }
    if (message.type === 'messagesTaken') channel.acknowledge(message.count);
  });
  return channel;
}
