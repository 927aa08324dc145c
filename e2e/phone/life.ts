import { MAX_MESSAGES } from './bench.ts';
import type { Box } from './box.ts';
import type { Luck } from './luck.ts';

type Place = 'inbox' | 'deleted' | 'work' | 'gone';

/** How much of each. */
interface Tally {
  calls: number;
  sessions: number;
  pageActions: number;
  checks: number;
  /** How often the lamp still told something else: see docs/phone-bench.md. */
  wrongLamps: number;
}

const FULL = MAX_MESSAGES - 1;

/** One person's days: callers, the phone and the page as luck has it, and where every message must be after that. */
export class Life {
  readonly tally: Tally = { calls: 0, sessions: 0, pageActions: 0, checks: 0, wrongLamps: 0 };
  readonly #box: Box;
  readonly #luck: Luck;
  readonly #places = new Map<string, Place>();

  constructor(box: Box, luck: Luck) {
    [this.#box, this.#luck] = [box, luck];
  }

  /** Something happens, and then mail server, page and phone are asked whether they agree. */
  async goOn(): Promise<void> {
    const act = this.#luck.oneOf([this.#call, this.#call, this.#session, this.#session, this.#useThePage]);
    await act?.call(this);
    await this.check();
  }

  async check(): Promise<void> {
    this.tally.checks += 1;
    await this.#box.keeps({ inbox: this.#in('inbox'), deleted: this.#in('deleted'), work: this.#in('work') });
    const { new: fresh, urgent, old } = await this.#box.counts();
    const told = this.#box.lamp();
    if (told.new !== fresh + urgent || told.old !== old) this.tally.wrongLamps += 1;
  }

  async #call(): Promise<void> {
    if (this.#in('inbox').length >= FULL) return this.#session();
    this.tally.calls += 1;
    const name = `Caller ${this.tally.calls}`;
    const hasRoom = await this.#box.caller(name, { urgent: this.#luck.isSo(0.2) });
    if (!hasRoom) throw new Error(`${name} could not leave a message`);
    this.#places.set(name, 'inbox');
  }

  /** The owner goes through messages, and deletes some, while callers call and the page is used. */
  async #session(): Promise<void> {
    const inbox = this.#in('inbox');
    if (inbox.length === 0) return;
    this.tally.sessions += 1;
    const phone = await this.#box.phone();
    const deleted: string[] = [];
    // Asterisk plays what is urgent, or else what is new, or else the rest: so many are there at least.
    const { new: fresh, urgent, old } = await this.#box.counts();
    for (let step = 1; step <= (urgent || fresh || old); step += 1) {
      await phone.press(step === 1 ? '1' : '6');
      const name = await phone.hearsSomebody().catch(() => null);
      // Asterisk hangs up on an owner who presses nothing for long, as under load.
      if (name === null) break;
      if (this.#luck.isSo(0.4)) await this.#meanwhile();
      if (this.#luck.isSo(0.4)) {
        await phone.press('7');
        deleted.push(name);
      }
    }
    await phone.hangUp().catch(() => {});
    // What the page deleted meanwhile is in Deleted, whatever the phone did.
    for (const name of deleted.filter((one) => this.#places.get(one) === 'inbox')) this.#places.set(name, 'gone');
  }

  async #meanwhile(): Promise<void> {
    if (this.#luck.isSo(0.3) && this.#in('inbox').length < FULL) return this.#call();
    const name = this.#luck.oneOf(this.#in('inbox'));
    if (name) await this.#remove(name);
  }

  async #useThePage(): Promise<void> {
    const [inInbox, inDeleted] = [this.#luck.oneOf(this.#in('inbox')), this.#luck.oneOf(this.#in('deleted'))];
    const choices = [
      ...(inInbox ? [() => this.#remove(inInbox), () => this.#moveToWork(inInbox), () => this.#mark(inInbox)] : []),
      ...(inDeleted ? [() => this.#restore(inDeleted), () => this.#purge(inDeleted)] : []),
    ];
    await (this.#luck.oneOf(choices) ?? (() => this.#call()))();
  }

  #remove(name: string): Promise<void> {
    return this.#done(name, 'deleted', this.#box.page.remove(name));
  }

  #moveToWork(name: string): Promise<void> {
    return this.#in('work').length >= FULL
      ? this.#remove(name)
      : this.#done(name, 'work', this.#box.page.move([name], { to: 'work' }));
  }

  /** To what it is not: the page asks for nothing that is so already. */
  async #mark(name: string): Promise<void> {
    const { page } = this.#box;
    await page.open('inbox');
    const isNew = /, New$/.test((await page.portal.lamp(name).getAttribute('aria-label')) ?? '');
    await this.#done(name, 'inbox', page.mark([name], isNew ? 'old' : 'new'));
  }

  #restore(name: string): Promise<void> {
    return this.#in('inbox').length >= FULL
      ? this.#purge(name)
      : this.#done(name, 'inbox', this.#box.page.restore(name));
  }

  #purge(name: string): Promise<void> {
    return this.#done(name, 'gone', this.#box.page.purge(name));
  }

  async #done(name: string, place: Place, failures: Promise<string[]>): Promise<void> {
    this.tally.pageActions += 1;
    const failed = await failures;
    if (failed.length > 0) throw new Error(`${name} could not go to ${place}: ${failed.join(', ')}`);
    this.#places.set(name, place);
  }

  #in(place: Place): string[] {
    return [...this.#places].flatMap(([name, at]) => (at === place ? [name] : []));
  }
}
