import 'server-only';
import type { Check } from './check.ts';
import { type Level, type Line, ok, untried } from './line.ts';
import type { BoxLook } from './look.ts';
import { type Patient, serverName } from './patient.ts';

interface Capability {
  name: string;
  /** Something else that will do. */
  or?: string;
  level: Exclude<Level, 'ok'>;
  cost: string;
}

/** What the portal makes use of, and what happens where it is missing. MOVE, SORT, BINARY and SPECIAL-USE are of no use to it. */
const USED: readonly Capability[] = [
  {
    name: 'UIDPLUS',
    level: 'warning',
    cost: "a message leaves by a plain EXPUNGE under a lock, and stays where others' \\Deleted cannot be lifted",
  },
  { name: 'IDLE', or: 'IMAP4rev2', level: 'note', cost: 'what others do shows after up to 15 s, not at once' },
  { name: 'NOTIFY', level: 'note', cost: 'what others do outside the inbox shows after up to 15 s' },
  { name: 'CONDSTORE', level: 'note', cost: 'each look fetches the flags of all voicemail in the folder' },
  { name: 'QRESYNC', level: 'note', cost: 'what others deleted must be searched for' },
  { name: 'LIST-STATUS', or: 'IMAP4rev2', level: 'note', cost: 'each folder is opened to be counted' },
  { name: 'QUOTA', level: 'note', cost: 'nobody sees how full the mailbox is' },
  { name: 'NAMESPACE', or: 'IMAP4rev2', level: 'note', cost: 'folders that must lie below another are not found' },
  {
    name: 'ID',
    level: 'note',
    cost: "the browser's address cannot be handed on, so that a wrong password slows everybody",
  },
  {
    name: 'LITERAL+',
    or: 'LITERAL-',
    level: 'note',
    cost: 'a name or a password with unusual characters takes one more round trip',
  },
];

/** What each mail server can do, once it knows who asks. */
export const checkCapabilities: Check = {
  name: 'capabilities',
  async *run(patient) {
    for (const server of patient.servers) {
      const box = patient.boxes.find((one) => serverName(one.server) === serverName(server));
      const look = box && (await patient.look(box).catch(() => null));
      if (look) yield* told(look);
      else yield untried(`what ${serverName(server)} can do`, 'nobody was let in');
    }
    yield* keywords(patient);
  },
};

function* told({ capabilities, software }: BoxLook): Iterable<Line> {
  const has = (name: string) =>
    capabilities.some((one) => one === name.toUpperCase() || one.startsWith(`${name.toUpperCase()}=`));
  const missing = USED.filter(({ name, or = name }) => !has(name) && !has(or));
  const present = USED.filter((one) => !missing.includes(one)).map(({ name }) => name);
  yield ok(`${software || 'The server, which has no name,'} has ${present.join(', ') || 'none of what is used'}`);
  for (const { name, level, cost } of missing) yield { level, what: `No ${name}`, why: cost };
}

/** They keep any keyword, and say of a folder that is only looked at that they keep none. */
const KEEP_ALL = /dovecot|cyrus/i;

async function* keywords(patient: Patient): AsyncIterable<Line> {
  for (const box of patient.boxes) {
    const look = await patient.look(box).catch(() => null);
    if (!look?.inbox) continue;
    const keeps = look.inbox.keepsKeywords ?? (KEEP_ALL.test(look.software) ? true : null);
    if (keeps === null)
      yield untried(`whether ${box.name} keeps keywords`, 'the server tells only who opens it for writing');
    else if (keeps) yield ok(`${box.name}: keywords are kept`);
    else yield noKeywords(box.name);
    return;
  }
}

function noKeywords(name: string): Line {
  return {
    level: 'warning',
    what: `${name}: keywords are not kept (no \\* in PERMANENTFLAGS)`,
    why: 'where a deleted message came from, and what is on its way out, is known to STATE_DIR alone',
    change: 'Keep STATE_DIR, or REDIS_URL, over restarts',
  };
}
