/** What an event stream has said so far, an event each; heartbeats too, as `:`. */
export interface Listening {
  said: string[];
  /** Fulfilled when an event that matches has come, since the last one waited for. */
  hears(event: string | RegExp, withinMs?: number): Promise<string>;
  /** Fulfilled when the stream has ended. */
  ended: Promise<void>;
  /** The tab goes. */
  leave(): Promise<void>;
}

/** Reads an event stream as a browser does. */
export function listenTo({ body }: Response): Listening {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const said: string[] = [];
  let heard = 0;
  let tell = () => {};
  const ended = (async () => {
    for (let text = ''; ; ) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return;
      const events = (text + value).split('\n\n');
      text = events.pop() ?? '';
      said.push(...events);
      tell();
    }
  })();
  const hears = async (event: string | RegExp, withinMs = 3000) => {
    const patience = AbortSignal.timeout(withinMs);
    for (;;) {
      const found = said.findIndex((text, i) => i >= heard && text.match(event));
      heard = found < 0 ? heard : found + 1;
      const text = said[found];
      if (text !== undefined) return text;
      await new Promise<void>((resolve, reject) => {
        tell = resolve;
        const late = () => reject(new Error(`Not heard within ${withinMs} ms: ${event}, but ${JSON.stringify(said)}`));
        if (patience.aborted) late();
        patience.addEventListener('abort', late, { once: true });
      });
    }
  };
  return { said, hears, ended, leave: async () => reader?.cancel() };
}
