import { EventEmitter, once } from 'node:events';
import type { FolderSlug } from '#lib/voicemail/folder.ts';

/** What somebody was told so far, and a way to wait for more. */
export class Hearing {
  readonly said: string[] = [];
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  #heard = 0;

  say(...texts: string[]): void {
    this.said.push(...texts);
    this.#emitter.emit('said');
  }

  /** Fulfilled when something that fits has been said, since the last that was waited for. */
  async hears(what: string | RegExp, withinMs = 3000): Promise<string> {
    const signal = AbortSignal.timeout(withinMs);
    for (;;) {
      const found = this.said.findIndex((text, i) => i >= this.#heard && (text === what || fits(text, what)));
      const text = this.said[found];
      if (text !== undefined) {
        this.#heard = found + 1;
        return text;
      }
      await once(this.#emitter, 'said', { signal }).catch(() => {
        const instead = JSON.stringify(this.said.slice(this.#heard));
        throw new Error(`Not heard within ${withinMs} ms: ${what}, but ${instead}`);
      });
    }
  }

  /** From now on only what is said from now on counts. */
  forget(): void {
    this.#heard = this.said.length;
  }
}

const fits = (text: string, what: string | RegExp) => what instanceof RegExp && what.test(text);

/** One who is told of a mailbox: `live`, `not live`, `changed inbox`, `changed any`, `refused`. */
export class Listener extends Hearing {
  changed = (folder: FolderSlug | null) => this.say(`changed ${folder ?? 'any'}`);
  live = (isLive: boolean) => this.say(isLive ? 'live' : 'not live');
  refused = () => this.say('refused');
}
