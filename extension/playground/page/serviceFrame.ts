import type { PortRequest } from '../../../debug-adapter/session/browser/serviceMessages.ts';
import { element } from '../../webPage/page/elements.ts';
import type { Acceptance, ProgramRequest } from '../offline/messages.ts';

/** Asks the program on a port. The port of messages gets what it answers. */
type Ask = (port: number, request: PortRequest, answer: MessagePort) => void;

const NOTHING = 'What a program serves on a port is shown here.';

/** What a program serves, in a frame: the service worker brings here what is asked of it. */
export class ServiceFrame {
  readonly #frame = element<HTMLIFrameElement>('service');
  readonly #note = element('service-note');
  readonly #path = element<HTMLInputElement>('service-path');
  readonly #open = element<HTMLButtonElement>('service-open');
  readonly #link = element<HTMLAnchorElement>('service-link');
  readonly #ask: Ask;
  /**
   * By which the service worker tells the programs of all pages that are open from one another: another program has
   * another, so that no document of the one before, in a tab of its own, asks it for scripts.
   */
  #page = unguessable();
  #ports: readonly number[] = [];
  #isForeign = false;
  /** Whether the frame shows what the program serves. */
  #isOpen = false;

  constructor(ask: Ask) {
    this.#ask = ask;
    element('service-bar').addEventListener('submit', event => {
      event.preventDefault();
      this.#load();
    });
    this.#path.addEventListener('input', () => this.#update());
    navigator.serviceWorker?.addEventListener(
      'message',
      ({ data, ports: [answer] }: MessageEvent<ProgramRequest>) => {
        if (data.type === 'programRequest' && answer !== undefined) this.#receive(data, answer);
      },
    );
  }

  /** It is to be seen, or not any more. */
  shown(): void {
    if (this.#frame.checkVisibility() && this.#ports.length > 0 && !this.#isOpen) this.#load();
  }

  /**
   * Another program is there, or begins again: it listens on nothing yet.
   *
   * @param isForeign whether somebody else than the reader or this page has written it: what it serves is kept apart.
   * @param path what of it is shown first, instead of what was shown last.
   */
  follow(isForeign: boolean, path?: string): void {
    if (isForeign !== this.#isForeign || path !== undefined) this.#page = unguessable();
    this.#isForeign = isForeign;
    if (path !== undefined) this.#path.value = path;
    this.#isOpen = false;
    this.#frame.removeAttribute('src');
    this.listening([]);
  }

  /** The program listens on these ports now, and on no others. */
  listening(ports: readonly number[]): void {
    this.#ports = ports;
    this.#update();
    this.shown();
  }

  /** Whether what a program serves can be seen. */
  get isServed(): boolean {
    return this.#port !== undefined && 'serviceWorker' in navigator;
  }

  /** The port that is shown. */
  get #port(): number | undefined {
    return this.#ports[0];
  }

  get #url(): string {
    const path = this.#path.value.replace(/^\/*/, '/');
    return new URL(`served/${this.#page}/${this.#port}${path}`, location.href).href;
  }

  #update(): void {
    const { isServed } = this;
    this.#note.textContent = this.#sentence();
    this.#path.disabled = !isServed;
    this.#open.disabled = !isServed;
    this.#link.hidden = !isServed;
    if (isServed) this.#link.href = this.#url;
  }

  #sentence(): string {
    if (this.#port === undefined) return NOTHING;
    const sentence =
      this.#ports.length === 1
        ? `The program listens on port ${this.#port}.`
        : `The program listens on ports ${this.#ports.join(', ')}: the first is shown.`;
    if (!('serviceWorker' in navigator)) {
      return `${sentence} The browser shows it in pages of https alone: it has no service worker here.`;
    }
    if (!this.#isForeign) return sentence;
    return `${sentence} It came with the address: its pages are kept apart from this one, and load nothing more from it.`;
  }

  #load(): void {
    this.#isOpen = true;
    const url = this.#url;
    // On a first visit it is there when the page has been fetched.
    void navigator.serviceWorker?.ready.then(() => {
      this.#frame.src = url;
    });
  }

  #receive({ page, port, request }: ProgramRequest, answer: MessagePort): void {
    const isOwn = page === this.#page && this.#ports.includes(port);
    const acceptance: Acceptance = isOwn
      ? { type: 'accepted', isApart: this.#isForeign, isIsolated: crossOriginIsolated }
      : { type: 'declined' };
    answer.postMessage(acceptance);
    if (isOwn) this.#ask(port, request, answer);
  }
}

/** A name in addresses that nobody can know who was not told. */
function unguessable(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
