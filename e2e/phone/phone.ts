import { expect } from '@playwright/test';
import type { Owner } from '#test/pbx/owner.ts';

const FIRST_NUMBER = 12_025_550_100;

/** Who is who, by number on the phone and by Message-ID on the mail server. */
export class Names {
  readonly #numbers: string[] = [];
  readonly #messages = new Map<string, string>();

  numberOf(name: string): string {
    if (!this.#numbers.includes(name)) this.#numbers.push(name);
    return String(FIRST_NUMBER + this.#numbers.indexOf(name));
  }

  ofNumber(number: string): string {
    return this.#numbers[Number(number) - FIRST_NUMBER] ?? `nobody (${number})`;
  }

  learn(name: string, messageId: string): void {
    this.#messages.set(messageId, name);
  }

  ofMessage(messageId: string): string {
    return this.#messages.get(messageId) ?? `unknown ${messageId}`;
  }
}

/** The owner's phone during one session. */
export class Phone {
  readonly #owner: Owner;
  readonly #names: Names;

  constructor(owner: Owner, names: Names) {
    [this.#owner, this.#names] = [owner, names];
  }

  /** 1 plays the first message, 6 the next, 7 deletes the one heard last, or takes that back; 9 and a digit save it. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#owner.press(key);
  }

  /** Waits until the next message is played, and asserts whose it is. */
  async hears(name: string): Promise<void> {
    expect(await this.hearsSomebody()).toBe(name);
  }

  /** Whose message is played next. */
  async hearsSomebody(): Promise<string> {
    return this.#names.ofNumber((await this.#owner.hears()).callerNumber);
  }

  isHearing(): boolean {
    return this.#owner.isHearing();
  }

  hangUp(): Promise<void> {
    return this.#owner.hangUp();
  }
}
