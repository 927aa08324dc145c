import 'server-only';
// The Asterisk Manager Interface on the wire: "Key: value" lines, and an empty line after each message.

/** A message of AMI. Names have no case; of a name that comes twice the last one counts. */
export type AmiMessage = ReadonlyMap<string, string>;

const LONGEST_MESSAGE_BYTES = 256 * 1024;

/**
 * @throws {Error} when a value would begin a line of its own
 */
export function actionText(action: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ Action: action, ...fields }).map(([name, value]) => {
    if (/[\r\n\0]/.test(value)) throw new Error(`Cannot ask Asterisk: ${name} has more than one line`);
    return `${name}: ${value}\r\n`;
  });
  return `${lines.join('')}\r\n`;
}

/** Cuts what arrives in pieces into messages. */
export class AmiReader {
  #rest = '';

  /**
   * @returns the messages that are whole now
   * @throws {Error} when one does not end
   */
  read(chunk: string): AmiMessage[] {
    const blocks = (this.#rest + chunk).split('\r\n\r\n');
    this.#rest = blocks.pop() ?? '';
    if (this.#rest.length > LONGEST_MESSAGE_BYTES) throw new Error('Cannot read from Asterisk: a message has no end');
    return blocks.map(messageOf);
  }
}

/** The banner stands before the first message, as a line without a colon. */
function messageOf(block: string): AmiMessage {
  const pairs = block.split('\r\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const];
  });
  return new Map(pairs);
}
