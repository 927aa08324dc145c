/** Whose voicemail: Asterisk's `extension@context`. */
export interface MailboxAddress {
  extension: string;
  context: string;
}

const ADDRESS = /^([^\s@]{1,79})@([^\s@]{1,79})$/;

/** `"1001@default"`; `null` when the text is no address. */
export function parseAddress(text: string): MailboxAddress | null {
  const [, extension, context] = ADDRESS.exec(text) ?? [];
  return extension !== undefined && context !== undefined ? { extension, context } : null;
}

export function addressText({ extension, context }: MailboxAddress): string {
  return `${extension}@${context}`;
}

/** Equal to the letter: mailbox 100 is not 1001, and `default` is not `default2`. */
export function isSameAddress(a: MailboxAddress, b: MailboxAddress): boolean {
  return a.extension === b.extension && a.context === b.context;
}

/**
 * Whether Asterisk counts a message of `owner` for `asked`: HEADER SEARCH is a case-insensitive
 * substring match (RFC 9051 §6.4.4), so mailbox 100 counts 1001's messages too.
 */
export function isCountedByAsterisk(owner: MailboxAddress, asked: MailboxAddress): boolean {
  return includesFolded(owner.extension, asked.extension) && includesFolded(owner.context, asked.context);
}

function includesFolded(whole: string, part: string): boolean {
  return whole.toLowerCase().includes(part.toLowerCase());
}
