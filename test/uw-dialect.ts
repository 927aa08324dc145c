/** What one line of UW IMAP offers (docs/mail-servers.md says where this is from). */
export interface UwDialect {
  capabilities: readonly string[];
  /** `false`: no PERMANENTFLAGS `\*`, and a STORE of a keyword is refused. */
  keywords: boolean;
}

const ALL_LINES = ['IMAP4REV1', 'LITERAL+', 'NAMESPACE', 'CHILDREN', 'UNSELECT', 'MULTIAPPEND', 'SASL-IR'];

export const UW_2005: UwDialect = { capabilities: ALL_LINES, keywords: false };
export const UW_2006: UwDialect = { capabilities: [...ALL_LINES, 'IDLE'], keywords: true };
export const UW_2007: UwDialect = { capabilities: [...ALL_LINES, 'IDLE', 'UIDPLUS', 'WITHIN'], keywords: true };

const IMAP4REV1 = [
  ...['CAPABILITY', 'NOOP', 'LOGOUT', 'LOGIN', 'AUTHENTICATE', 'SELECT', 'EXAMINE', 'CREATE', 'DELETE', 'RENAME'],
  ...['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST', 'LSUB', 'STATUS', 'APPEND', 'CHECK', 'CLOSE', 'EXPUNGE', 'SEARCH', 'FETCH'],
  ...['STORE', 'COPY'],
];

/** Commands that are named like the capability which brings them. */
const EXTENSIONS = ['IDLE', 'NAMESPACE', 'UNSELECT'];

/** Arguments that extensions of others bring: CONDSTORE, ESEARCH, LIST-EXTENDED, SPECIAL-USE, OBJECTID. */
const FOREIGN =
  /\b(CONDSTORE|QRESYNC|(UN)?CHANGEDSINCE|(HIGHEST)?MODSEQ|RETURN|USE|SPECIAL-USE|EMAILID|MAILBOXID|SAVEDATE)\b/i;

/** Whether such a server understands a client's line. */
export function isUnderstood(line: string, name: string, { capabilities }: UwDialect): boolean {
  if (/^\S+ UID EXPUNGE/i.test(line)) return capabilities.includes('UIDPLUS');
  const isKnown = IMAP4REV1.includes(name) || (EXTENSIONS.includes(name) && capabilities.includes(name));
  return isKnown && !FOREIGN.test(line.replaceAll(/"[^"]*"/g, '""'));
}

const KEYWORD = / ?(?<=[ (])[^\s\\()]+(?=[ )])/g;

/** A line of the real server's as such a server would say it; empty for what it would not say at all. */
export function inDialect(line: string, { capabilities, keywords }: UwDialect): string {
  if (/^\* OK \[HIGHESTMODSEQ/i.test(line)) return '';
  const list = [...capabilities, 'AUTH=PLAIN'].join(' ');
  const poorer = line
    .replace(/^\* CAPABILITY .*\r\n$/i, `* CAPABILITY ${list}\r\n`)
    .replace(/\[CAPABILITY [^\]]*\]/i, `[CAPABILITY ${list}]`)
    .replace(/^(\S+ OK )\[HIGHESTMODSEQ \d+\] /i, '$1')
    .replace(/^\* (LIST|LSUB) \(([^)]*)\) "(.)" (.*)\r\n$/i, asUwLists);
  const plain = capabilities.includes('UIDPLUS') ? poorer : poorer.replace(/\[(COPYUID|APPENDUID) [^\]]*\] ?/i, '');
  return keywords ? plain : plain.replace(/(?<=^\* (FLAGS|OK \[PERMANENTFLAGS) )\(.*?\)/i, withoutKeywords);
}

/** A folder with messages has no inferiors, and INBOX not even a delimiter. */
function asUwLists(_: string, command: string, flags: string, delimiter: string, name: string): string {
  const kept = /\\(Noselect|NonExistent)/i.test(flags) ? '\\NoSelect' : '\\NoInferiors';
  return `* ${command} (${kept}) ${/^"?INBOX"?$/i.test(name) ? 'NIL' : `"${delimiter}"`} ${name}\r\n`;
}

function withoutKeywords(flags: string): string {
  return flags.replaceAll('\\*', '').replaceAll(KEYWORD, '').replaceAll(/ +\)/g, ')');
}

/** Whether a STORE or an APPEND names a flag that is no flag of IMAP's own. */
export function keywordsIn(line: string): string[] {
  const [, flags = ''] = /FLAGS(?:\.SILENT)? \(([^)]*)\)/i.exec(line) ?? [];
  return flags.split(' ').filter((flag) => flag !== '' && !flag.startsWith('\\'));
}
