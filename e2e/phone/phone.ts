import { expect } from 'vitest';
import type { Owner } from '#test/pbx/owner.ts';
import type { Pbx } from '#test/pbx.ts';

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
  readonly #end: () => void;

  private constructor(owner: Owner, names: Names, end: () => void) {
    [this.#owner, this.#names, this.#end] = [owner, names, end];
  }

  static async pickUp(
    { pbx, inSession, extension }: { pbx: Pbx; inSession: Set<string>; extension: string },
    names: Names,
  ): Promise<Phone> {
    inSession.add(extension);
    return new Phone(await pbx.owner(extension), names, () => inSession.delete(extension));
  }

  /** 1 plays the first message, 6 the next, 7 deletes the one heard last. */
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

  async hangUp(): Promise<void> {
    await this.#owner.hangUp();
    this.#end();
  }
}
