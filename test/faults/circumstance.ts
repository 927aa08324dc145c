import { type PhoneSessions, setSessionSource } from '#lib/phone/sessions.ts';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import type { MailServer } from '#test/mail-server.ts';
import { aMailServer, pointSettingsAt } from '#test/mailbox.ts';

/** What decides how a source is hidden. */
export interface Circumstance {
  name: string;
  sessions: PhoneSessions;
  tidyAfterMinutes: number;
  hasUidPlus: boolean;
  /** Those that are another thing here; the rest is so elsewhere. */
  verbs: string[];
}

/** The first has all verbs; the others have those that send other commands there. */
export const CIRCUMSTANCES: Circumstance[] = [
  {
    name: 'no phone session runs',
    sessions: 'none',
    tidyAfterMinutes: 5,
    hasUidPlus: true,
    verbs: ['heard', 'new', 'position', 'move', 'remove', 'restore', 'purge', 'empty', 'over quota'],
  },
  {
    name: 'a phone session may run',
    sessions: 'unknown',
    tidyAfterMinutes: 5,
    hasUidPlus: true,
    verbs: ['move', 'remove', 'restore', 'purge', 'over quota'],
  },
  {
    name: 'a phone session may run, and nobody minds',
    sessions: 'unknown',
    tidyAfterMinutes: 0,
    hasUidPlus: true,
    verbs: ['remove'],
  },
  {
    name: 'no phone session runs, and the mail server has no UIDPLUS',
    sessions: 'none',
    tidyAfterMinutes: 5,
    hasUidPlus: false,
    verbs: ['remove', 'restore', 'purge'],
  },
];

/** A mail server that can be made to do wrong, and what is true around it. */
export interface Place {
  circumstance: Circumstance;
  server: MailServer;
  proxy: BadImap;
  /** From now on this process is the portal of this place. */
  enter(): void;
}

/** Dovecot's own list without UIDPLUS. */
const WITHOUT_UIDPLUS =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ NAMESPACE CHILDREN UNSELECT ESEARCH CONDSTORE LIST-STATUS QUOTA';

const servers = new Map<boolean, Promise<{ server: MailServer; proxy: BadImap }>>();

export async function placeFor(circumstance: Circumstance): Promise<Place> {
  const { hasUidPlus, sessions, tidyAfterMinutes } = circumstance;
  const started = servers.get(hasUidPlus) ?? start(hasUidPlus);
  servers.set(hasUidPlus, started);
  const { server, proxy } = await started;
  return {
    circumstance,
    server,
    proxy,
    enter() {
      pointSettingsAt(proxy, { TIDY_AFTER_MINUTES: String(tidyAfterMinutes) });
      setSessionSource(() => sessions);
    },
  };
}

async function start(hasUidPlus: boolean) {
  const server = await aMailServer(hasUidPlus ? {} : { capabilities: WITHOUT_UIDPLUS });
  return { server, proxy: await misbehave(server) };
}
