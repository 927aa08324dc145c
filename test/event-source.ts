import { vi } from 'vitest';

/** The browser's end of an event stream, with the server's part to be said by the test. */
export class ScriptedEventSource extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 0;
  isOpen = true;
  onerror: (() => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }

  say(type: string, data: object): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  /** The connection breaks, or does not come about. */
  fail(): void {
    this.onerror?.();
  }

  /** The server answers with anything but a stream. */
  refuse(): void {
    this.readyState = ScriptedEventSource.CLOSED;
    this.onerror?.();
  }

  close(): void {
    this.isOpen = false;
    this.readyState = ScriptedEventSource.CLOSED;
  }
}

/** Stands in for the server at the network's edge; gives back every event source that is made, in this order. */
export function eventSources(): ScriptedEventSource[] {
  const sources: ScriptedEventSource[] = [];
  vi.stubGlobal(
    'EventSource',
    class extends ScriptedEventSource {
      constructor(url: string) {
        super(url);
        sources.push(this);
      }
    },
  );
  return sources;
}
