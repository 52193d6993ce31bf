/** The web worker in which a guest runs. Started by `GuestWorker`. */
import type { HostConnection, HostMessage } from '../hosting/messages.ts';
import { hostGuest } from './guestHost.ts';
import type { FetchedParts, PageMessage } from './guestMessages.ts';

const host: HostConnection = {
  post: message => postMessage(message),
  listen: (listener: (message: HostMessage) => void) => {
    const hear = ({ data }: MessageEvent<PageMessage>): void => {
      if (data.type !== 'start' && data.type !== 'fetched') listener(data);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  },
};

const parts = Promise.withResolvers<FetchedParts>();

addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  if (data.type === 'start') void hostGuest(data.start, parts.promise, host).then(close);
  if (data.type !== 'fetched') return;
  if (data.parts instanceof Error) parts.reject(data.parts);
  else parts.resolve(data.parts);
});
