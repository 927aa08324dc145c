import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { AmiAsker } from './ami-asker.ts';
import { AmiConnection, AmiRefusal, type AmiServer } from './ami-connection.ts';
import type { AmiMessage } from './ami-text.ts';
import { needsPolling } from './polling.ts';
import type { PhoneSessions } from './sessions.ts';
import { VoicemailChannels } from './voicemail-channels.ts';

/** Why there is no word from this Asterisk. */
export type LinkTrouble = 'ami-down' | 'ami-refused' | 'ami-forbidden';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LASTING_MS = 10_000;
const LOOK_MS = 15_000;
/** Asterisk takes sign-ins before all its modules are loaded, and has what a late one brings some seconds later. */
const LATE_MODULE_MS = 3000;
/** What tells of sessions must not be silent for long. */
const PATIENCE_MS = 5000;

/** What we ask of Asterisk; each needs a permission in manager.conf. */
const NEEDED = ['VoicemailRefresh', 'MailboxCount', 'CoreShowChannels'];

/** What a link tells, beside answers. */
interface LinkEvents {
  event(event: AmiMessage): void;
  /** It came, or went. */
  change(): void;
  /** Somebody left the phone's menu, after which Asterisk's own lamp may be wrong; `null`: of a mailbox not known. */
  sessionEnd(mailbox: MailboxAddress | null): void;
}

const LISTENING = { hasEvents: true, patienceMs: PATIENCE_MS };

/** A connection to one Asterisk that comes back by itself, and what it tells. */
export class AmiLink {
  readonly #server: AmiServer;
  readonly #on: LinkEvents;
  readonly #asker: AmiAsker;
  #channels = new VoicemailChannels();
  readonly #closed = new AbortController();
  #connection: AmiConnection | null = null;
  #trouble: LinkTrouble | null = 'ami-down';
  /** Nobody can ask for the right to hear of the dialplan: the first step of any call shows it. */
  #hearsSteps = false;
  #seemsDeaf = false;
  #mayCall = false;
  /** `16.28.0`; empty until it is known. */
  version = '';

  constructor(server: AmiServer, on: LinkEvents) {
    this.#server = server;
    this.#on = on;
    this.#asker = new AmiAsker(server);
    void this.#keepOpen();
  }

  get trouble(): LinkTrouble | null {
    return this.#trouble;
  }

  /** Whether it can be asked to call somebody. */
  get canCall(): boolean {
    return this.isUp && this.#mayCall;
  }

  get isUp(): boolean {
    return this.#connection !== null;
  }

  /** Whether a session in one of our mailboxes runs here. */
  sessions(isOurs: (mailbox: MailboxAddress) => boolean): PhoneSessions {
    if (!this.#connection || this.#trouble) return 'unknown';
    if (this.#channels.isOpen(isOurs, Date.now())) return 'open';
    return this.#hearsSteps ? 'none' : 'unknown';
  }

  /** Whether the owner of this very mailbox is known to be in the phone's menu here. */
  isInMenu(mailbox: MailboxAddress): boolean {
    return this.#channels.isIn(mailbox);
  }

  /** @throws {AmiRefusal} @throws {Error} when there is no connection */
  async ask(action: string, fields: Record<string, string>): Promise<AmiMessage> {
    if (!this.#connection) throw new Error('Cannot ask Asterisk: there is no connection');
    return this.#asker.ask(action, fields);
  }

  /**
   * Rings a channel, and waits until it is picked up; by a connection of its own, for nothing else is answered meanwhile.
   * @throws {AmiRefusal} when it is not @throws {Error} when Asterisk does not answer
   */
  async originate(fields: Record<string, string>, ringMs: number): Promise<void> {
    const how = { hasEvents: false, patienceMs: ringMs + PATIENCE_MS };
    const connection = await AmiConnection.open(this.#server, () => undefined, how);
    try {
      await connection.ask('Originate', fields);
    } finally {
      connection.close();
    }
  }

  close(): void {
    this.#closed.abort();
    this.#connection?.close();
    this.#asker.close();
  }

  async #keepOpen(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#closed.signal.aborted) {
      const sinceMs = Date.now();
      const wasUp = await this.#live().catch((error) => this.#explain(error));
      this.#connection = null;
      if (wasUp) this.#on.change();
      // One that is taken and dropped at once, again and again, must not have every page look again each time.
      const hasLasted = wasUp && Date.now() - sinceMs >= LASTING_MS;
      pauseMs = hasLasted ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      await pause(pauseMs, undefined, { signal: this.#closed.signal, ref: false }).catch(() => undefined);
    }
  }

  /** One life of the connection. @returns true when it was of use */
  async #live(): Promise<boolean> {
    // Rights are those of the sign-in, and may be others than last time.
    this.#hearsSteps = false;
    this.#seemsDeaf = false;
    const connection = await AmiConnection.open(this.#server, (event) => this.#hear(event), LISTENING);
    const abandon = () => connection.close();
    this.#closed.signal.addEventListener('abort', abandon);
    try {
      this.#closed.signal.throwIfAborted();
      await this.#prepare(connection);
      this.#connection = connection;
      log().info({ host: this.#server.host, version: this.version }, 'connected to Asterisk');
      this.#on.change();
      await this.#lookAgainAndAgain(connection);
      this.#trouble = 'ami-down';
      return true;
    } finally {
      this.#closed.signal.removeEventListener('abort', abandon);
      connection.close();
    }
  }

  /** Asks what is allowed, which version it is, and who is in the phone's menu now. */
  async #prepare(connection: AmiConnection): Promise<void> {
    const allowed = await connection.ask('ListCommands');
    const missing = missingOf(allowed);
    this.#mayCall = allowed.has('originate');
    const cannotRing = config().CALL_BACK === 'ring' && !this.#mayCall;
    if (cannotRing) log().error({}, 'the AMI user may not originate calls, which CALL_BACK needs: see docs/phone.md');
    if (missing.length > 0) log().error({ missing }, 'the AMI user may not do what is needed: see docs/phone.md');
    this.version = (await connection.ask('CoreSettings').catch(() => new Map())).get('asteriskversion') ?? '';
    if (needsPolling(this.version)) log().info({}, 'this Asterisk needs pollmailboxes=yes, or its lamps do not follow');
    this.#channels = new VoicemailChannels();
    if (missing.length === 0) await this.#list(connection);
    this.#trouble = missing.length > 0 ? 'ami-forbidden' : null;
  }

  /** A list now and then: a dead peer says nothing by itself, and what a lost event left behind does not stay for ever. */
  async #lookAgainAndAgain(connection: AmiConnection): Promise<void> {
    const close = () => connection.close();
    const look = () => void (this.#isForbidden ? connection.ask('Ping') : this.#list(connection)).catch(close);
    const lookForMore = () => void (this.#isForbidden && this.#lookForMore(connection).catch(close));
    const timers = [setInterval(look, LOOK_MS), setInterval(lookForMore, LATE_MODULE_MS)];
    for (const timer of timers) timer.unref();
    await connection.ended;
    for (const timer of timers) clearInterval(timer);
  }

  get #isForbidden(): boolean {
    return this.#trouble === 'ami-forbidden';
  }

  async #lookForMore(connection: AmiConnection): Promise<void> {
    if (this.#seemsDeaf || missingOf(await connection.ask('ListCommands')).length > 0) return;
    this.#channels = new VoicemailChannels();
    await this.#list(connection);
    if (!this.#isForbidden || this.#seemsDeaf) return;
    this.#trouble = null;
    this.#on.change();
  }

  async #list(connection: AmiConnection): Promise<void> {
    await connection.ask('CoreShowChannels');
    const { isTold, ended } = this.#channels.endList(Date.now());
    for (const mailbox of ended) this.#on.sessionEnd(mailbox);
    // AMI's Originate, a call file and AGI run an application without a step, which no event tells of.
    if (isTold || this.#hearsSteps) return;
    this.#trouble = 'ami-forbidden';
    this.#seemsDeaf = true;
    log().error({}, 'the AMI user hears no events of the dialplan, so phone sessions are not known: see docs/phone.md');
  }

  #hear(event: AmiMessage): void {
    if (event.get('event') === 'Newexten') this.#hearStep();
    const { ended } = this.#channels.hear(event, Date.now());
    this.#on.event(event);
    for (const mailbox of ended) this.#on.sessionEnd(mailbox);
  }

  /** It has the right after all: a call was listed before its first step was told. */
  #hearStep(): void {
    this.#hearsSteps = true;
    if (!this.#seemsDeaf) return;
    this.#seemsDeaf = false;
    this.#trouble = null;
    this.#on.change();
  }

  #explain(error: unknown): false {
    const trouble = error instanceof AmiRefusal ? 'ami-refused' : 'ami-down';
    if (trouble !== this.#trouble) {
      log().warn({ host: this.#server.host, cause: describeCause(error) }, 'no connection to Asterisk');
    }
    this.#trouble = trouble;
    return false;
  }
}

/** What the user may not do, or Asterisk cannot yet. */
function missingOf(allowed: AmiMessage): string[] {
  return NEEDED.filter((action) => !allowed.has(action.toLowerCase()));
}
