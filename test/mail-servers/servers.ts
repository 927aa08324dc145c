import { type AnyMailServer, startMailServer } from '#test/mail-server.ts';
import { UW_2005, UW_2006, UW_2007 } from '#test/uw-dialect.ts';
import { startUwImap } from '#test/uw-imap.ts';
import { startCourier, whyNoCourier } from './courier.ts';
import { startCyrus, whyNoCyrus } from './cyrus.ts';

/** A kind of mail server that the tests know how to start. */
export interface MailServerKind {
  name: string;
  start(): Promise<AnyMailServer>;
  /** `IMAP_PARENT_FOLDER` of a site with such a server; empty where folders lie beside the inbox. */
  parentFolder: string;
  separator: '/' | '.';
  hasQuota: boolean;
  hasKeywords: boolean;
  /** Why it cannot be started here; `null` when it can. */
  missing: string | null;
}

const DOVECOT = { parentFolder: '', separator: '/', hasQuota: true, hasKeywords: true, missing: null } as const;
const CYRUS = { ...DOVECOT, missing: whyNoCyrus() };
const COURIER = { ...DOVECOT, missing: whyNoCourier() };
const UW = { ...DOVECOT, hasQuota: false };
const BELOW_INBOX = { parentFolder: 'INBOX', separator: '.' } as const;

const cyrus = (separator: '/' | '.', isBelowInbox: boolean) => () => startCyrus({ separator, isBelowInbox });

/** Every kind, the quickest first. */
export const SERVERS: readonly MailServerKind[] = [
  { ...DOVECOT, name: 'Dovecot, maildir', start: () => startMailServer() },
  { ...DOVECOT, name: 'Dovecot, sdbox', start: () => startMailServer({ format: 'sdbox' }) },
  { ...CYRUS, name: 'Cyrus, /', start: cyrus('/', false) },
  { ...CYRUS, ...BELOW_INBOX, name: 'Cyrus, INBOX.', start: cyrus('.', true) },
  { ...COURIER, ...BELOW_INBOX, name: 'Courier', start: startCourier },
  { ...UW, hasKeywords: false, name: 'UW IMAP 2005', start: () => startUwImap(UW_2005) },
  { ...UW, name: 'UW IMAP 2006', start: () => startUwImap(UW_2006) },
  { ...UW, name: 'UW IMAP 2007', start: () => startUwImap(UW_2007) },
];

/** A Cyrus whose searches find no header by its mere presence. */
export const CYRUS_WITH_SQUAT: MailServerKind = {
  ...CYRUS,
  name: 'Cyrus, squat',
  start: () => startCyrus({ squat: true }),
};

/** The same servers with their folders elsewhere. */
export const OTHER_LAYOUTS: readonly MailServerKind[] = [
  { ...CYRUS, separator: '.', name: 'Cyrus, .', start: cyrus('.', false) },
  { ...CYRUS, parentFolder: 'INBOX', name: 'Cyrus, INBOX/', start: cyrus('/', true) },
  {
    ...DOVECOT,
    ...BELOW_INBOX,
    name: 'Dovecot, INBOX.',
    start: () => startMailServer({ separator: '.', prefix: 'INBOX.' }),
  },
];

/** Whether its tests are skipped: on a developer's machine that has no such server, and never in CI. */
export function isLeftOut({ missing }: Pick<MailServerKind, 'missing'>): boolean {
  return missing !== null && process.env.CI === undefined;
}
