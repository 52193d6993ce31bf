import type { HostMessage, PageMessage } from '../../timeline/messages.ts';
import { type FollowedProgram, TimelineFeed } from '../../timeline/timelineFeed.ts';
import { element } from '../../webPage/page/elements.ts';
import type { DebugSession } from '../model/debugSession.ts';
import { download } from './download.ts';

/** The document of the frame, beside the page's script. */
const DOCUMENT = 'timeline.html';

const FILES = { trace: 'switches.json', svg: 'switches.svg' };

const TYPES = { trace: 'application/json', svg: 'image/svg+xml' };

/** The Switch Timeline, in a frame: the page that the extension has in a panel of the editor. */
export class TimelineFrame {
  readonly #frame = element<HTMLIFrameElement>('timeline');
  readonly #url: string;
  #session: DebugSession | undefined;
  #feed: TimelineFeed | undefined;
  #isReady = false;

  /** @param folder with the files of the page. */
  constructor(folder: URL) {
    this.#url = new URL(DOCUMENT, folder).href;
    addEventListener('message', ({ source, data }: MessageEvent<PageMessage>) => {
      if (source === this.#frame.contentWindow) this.#receive(data);
    });
  }

  /** It is to be seen, or not any more. It is loaded when it is for the first time. */
  shown(): void {
    if (this.#isVisible && this.#frame.src === '') this.#frame.src = this.#url;
    this.update();
  }

  /** Shows another program; what the one before did stays until then. */
  follow(session: DebugSession | undefined): void {
    this.#session = session;
    this.#begin();
  }

  /** The program has stopped, goes on, or is over. */
  update(): void {
    if (this.#session?.state !== 'ended') {
      void this.#feed?.poll();
      return;
    }
    this.#session = undefined;
    this.#feed?.end();
  }

  /** Takes what the adapter tells of its own accord. */
  hear(event: string, body: unknown): void {
    if (event === 'switchPage') this.#feed?.take(body as Parameters<TimelineFeed['take']>[0]);
  }

  get #isVisible(): boolean {
    return this.#frame.checkVisibility();
  }

  #begin(): void {
    this.#feed?.close();
    this.#feed = undefined;
    const session = this.#session;
    if (!this.#isReady || session === undefined) return;
    const isVisible = (): boolean => this.#isVisible;
    const program: FollowedProgram = {
      name: 'main.py',
      get stands() {
        return session.state === 'stopped';
      },
      customRequest: (command, args) => session.customRequest(command, args),
    };
    this.#feed = new TimelineFeed(program, {
      get isVisible() {
        return isVisible();
      },
      post: message => this.#post(message),
    });
  }

  #post(message: HostMessage): void {
    this.#frame.contentWindow?.postMessage(message, location.origin);
  }

  #receive(message: PageMessage): void {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#begin();
        return;
      case 'show':
        this.#show(message.context);
        return;
      case 'save':
        download(FILES[message.format], message.text, TYPES[message.format]);
    }
  }

  /** Leads to a continuation while it lives, and the program stands still. */
  #show(context: number): void {
    const args = this.#feed?.find(context)?.arguments;
    if (args === undefined || this.#session?.state !== 'stopped') return;
    // It is refused for one that has just ended, which is seen.
    this.#session.customRequest('showContinuation', args).catch(() => {});
  }
}
