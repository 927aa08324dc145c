import { HEADER_NAMES } from '#lib/voicemail/headers.ts';

// What the portal asks a mail server that it has not asked before, in as few commands as IMAP allows.

export const LIST_STATUS = 'LIST "" "*" RETURN (STATUS (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ))';
export const QUOTA = 'GETQUOTAROOT INBOX';
export const SELECT = 'SELECT INBOX';
export const FIND_VOICEMAIL = 'UID SEARCH HEADER X-Asterisk-VM-Extension ""';

/** Finds them for `$` in the commands that follow (RFC 5182). */
export const KEEP_VOICEMAIL = 'UID SEARCH RETURN (SAVE) HEADER X-Asterisk-VM-Extension ""';

const HEADERS = `UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (${HEADER_NAMES.join(' ')})]`;
const DETAILS = 'UID BODYSTRUCTURE BODY.PEEK[1]<0.4096>';

/** What the index keeps of every message. */
export const fetchHeaders = (uids: string) => `UID FETCH ${uids} (${HEADERS})`;
/** What a row needs beyond that. */
export const fetchDetails = (uids: string) => `UID FETCH ${uids} (${DETAILS})`;
/** All that a row needs. */
export const fetchRows = (uids: string) => `UID FETCH ${uids} (${HEADERS} ${DETAILS})`;
/** The encoded bytes of the recording, where Asterisk puts it. */
export const fetchRecording = (uid: string) => `UID FETCH ${uid} (BODY.PEEK[2])`;

// What 500 messages need at the least, by the phone-safe protocol where it is not known whether a phone session runs, in an inbox
// of 1,000 that is selected.

const NEWEST = '501:1000';
const OPEN_DELETED = 'SELECT Deleted';
const ALL_GO = ['UID STORE 1:* +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'];

export const MARK_HEARD = [`UID STORE ${NEWEST} +FLAGS (\\Seen)`];
export const MARK_NEW = [`UID STORE ${NEWEST} -FLAGS.SILENT (\\Seen)`];
/** The copy inherits where it came from, and whether it was new; only then is the source marked heard. */
export const DELETE = [
  `UID STORE ${NEWEST} +FLAGS ($VmFrom1)`,
  `UID COPY ${NEWEST} Deleted`,
  `UID STORE ${NEWEST} +FLAGS (\\Seen)`,
];
export const RESTORE = [`UID STORE ${NEWEST} -FLAGS ($VmFrom1 \\Seen)`, OPEN_DELETED, ...ALL_GO];
/** Undo these two, so that there is something to do again. */
export const FORGET = [...RESTORE, SELECT];
export const COPY_AWAY = [SELECT, ...DELETE];
/** What a mail client sends. */
export const MOVE_AWAY = [`MOVE ${NEWEST} Deleted`];
export const MOVE_BACK = [OPEN_DELETED, 'UID MOVE 1:* INBOX', SELECT];
