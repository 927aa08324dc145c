import { HEADER_NAMES } from '#lib/voicemail/headers.ts';

// What the portal asks a mail server that it has not asked before, in as few commands as IMAP allows.

export const LIST_STATUS = 'LIST "" "*" RETURN (STATUS (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ))';
export const QUOTA = 'GETQUOTAROOT INBOX';
export const SELECT = 'SELECT INBOX';
export const FIND_VOICEMAIL = 'UID SEARCH HEADER X-Asterisk-VM-Extension ""';

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
