import 'server-only';
import { simpleParser } from 'mailparser';

/**
 * The bytes of a MIME part as fetched, its transfer encoding undone (RFC 2045 §6). Asterisk writes base64; a gateway
 * may have made it something else.
 */
export async function decodePart(raw: Buffer, encoding: string | null): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? '7bit';
  if (name === 'base64') return Buffer.from(raw.toString('latin1'), 'base64');
  if (name !== 'quoted-printable') return raw;
  const head = 'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n';
  const { attachments } = await simpleParser(Buffer.concat([Buffer.from(head), raw]));
  return attachments[0]?.content ?? Buffer.alloc(0);
}
