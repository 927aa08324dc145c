import { type Answer, hitsOf, type Wire } from './wire.ts';

/** One message in one folder, as any client sees it. */
export interface Copy {
  /** The folder's path, its UIDVALIDITY and the UID: never the same for two messages. */
  key: string;
  path: string;
  uid: number;
  /** Without `\Recent`, in lower case. */
  flags: Set<string>;
  /** The same for all copies of one message, and never that of an ordinary mail that forges the Message-ID. */
  name: string;
  isVoicemail: boolean;
  /** `1001@default`; `null` for what Asterisk did not write. */
  mailbox: string | null;
}

/** All messages of an account at one moment. */
export type Sight = ReadonlyMap<string, Copy>;

type Headers = Pick<Copy, 'name' | 'isVoicemail' | 'mailbox'>;

const NAMES = 'Message-ID X-Asterisk-VM-Extension X-Asterisk-VM-Context X-Asterisk-VM-Message-Type';
export const PEEK = `BODY.PEEK[HEADER.FIELDS (${NAMES})]`;

/** The identity of a message by its header block, which never changes for a UID. */
export function headersIn(text: string): Headers {
  const value = (header: string) => new RegExp(`^${header}:[ \t]*(.*?)[ \t]*\r?$`, 'im').exec(text)?.[1] ?? null;
  const [extension, context] = [value('X-Asterisk-VM-Extension'), value('X-Asterisk-VM-Context')];
  const isVoicemail = extension !== null && value('X-Asterisk-VM-Message-Type') === 'Message';
  const mailbox = extension === null ? null : `${extension}@${context}`;
  return { name: `${isVoicemail ? 'V' : 'M'}${value('Message-ID')}`, isVoicemail, mailbox };
}

/** Looks at an account and changes nothing: EXAMINE, and PEEK. */
export class Onlooker {
  readonly #known = new Map<string, Headers>();

  constructor(
    readonly wire: Wire,
    /** The folder looked at last stays open. */
    readonly paths: readonly string[],
  ) {}

  /**
   * What is in every folder now. A folder that is not there is empty.
   * @param notes keywords that the portal keeps itself, by key
   */
  async look(notes: ReadonlyMap<string, string[]> = new Map()): Promise<Sight> {
    const commands = this.paths.flatMap((path) => [`EXAMINE "${path}"`, 'UID FETCH 1:* (UID FLAGS)']);
    const answers = await this.wire.tryAll(...commands);
    const sight = new Map<string, Copy>();
    for (const [i, path] of this.paths.entries()) {
      const [opened, fetched] = answers.slice(2 * i);
      if (!(opened?.status === 'OK' && fetched)) continue;
      for (const copy of await this.#copiesIn(path, opened, fetched)) {
        sight.set(copy.key, { ...copy, flags: new Set([...copy.flags, ...(notes.get(copy.key) ?? [])]) });
      }
    }
    return sight;
  }

  /** How many hits each search has in the folder looked at last. One by one: Dovecot mixes the answers to several. */
  async count(...criteria: string[]): Promise<number[]> {
    const counts: number[] = [];
    for (const criterion of criteria) counts.push(hitsOf(await this.wire.ask(`SEARCH ${criterion}`)).length);
    return counts;
  }

  async #copiesIn(path: string, opened: Answer, fetched: Answer): Promise<Copy[]> {
    const uidValidity = /UIDVALIDITY (\d+)/.exec(opened.lines.join())?.[1] ?? '?';
    const keyOf = (uid: number) => `${path} ${uidValidity} ${uid}`;
    const rows = fetched.lines.flatMap(rowOf);
    const unknown = rows.filter(({ uid }) => !this.#known.has(keyOf(uid))).map(({ uid }) => uid);
    if (unknown.length > 0) await this.#learn(path, unknown, keyOf);
    return rows.flatMap(({ uid, flags }) => {
      const headers = this.#known.get(keyOf(uid));
      return headers ? [{ key: keyOf(uid), path, uid, flags, ...headers }] : [];
    });
  }

  async #learn(path: string, uids: number[], keyOf: (uid: number) => string): Promise<void> {
    await this.wire.ask(`EXAMINE "${path}"`);
    for (const line of await this.wire.ask(`UID FETCH ${uids.join()} (UID ${PEEK})`)) {
      const uid = uidOf(line);
      if (uid) this.#known.set(keyOf(uid), headersIn(line));
    }
    await this.wire.ask(`EXAMINE "${this.paths.at(-1)}"`);
  }
}

function rowOf(line: string): { uid: number; flags: Set<string> }[] {
  const [, flags] = /FLAGS \(([^)]*)\)/.exec(line) ?? [];
  const uid = uidOf(line);
  if (!uid || flags === undefined) return [];
  const names = flags.toLowerCase().split(' ').filter(Boolean);
  return [{ uid, flags: new Set(names.filter((name) => name !== '\\recent')) }];
}

const uidOf = (line: string): number => Number(/^\* \d+ FETCH .*?UID (\d+)/s.exec(line)?.[1] ?? 0);
