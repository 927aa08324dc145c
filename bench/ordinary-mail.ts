import { chownSync, linkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unixSeconds } from '#test/asterisk-time.ts';
import { runAs } from '#test/run-as.ts';

/** So many differ; the others are further names of theirs, because 100,000 files of their own would take 400 MB. */
const DIFFERENT = 500;

const SENTENCE = 'Please find attached what we spoke about on Tuesday, and tell me what you think of it. ';
const TABLE_ROW =
  '<tr><td style="padding:4px 8px">Invoice</td><td style="padding:4px 8px">&euro;&nbsp;120.00</td></tr>';

/**
 * Puts mail that is no voicemail into a folder as files: letters with and without HTML, and some with a small document.
 * @param cur where the folder keeps its messages; moments earlier than those of other files get lower UIDs
 */
export function addOrdinaryMail(cur: string, arrivals: Date[]): void {
  const { uid, gid } = runAs();
  const written: { path: string; sizeBytes: number }[] = [];
  for (const [i, arrivedAt] of arrivals.entries()) {
    const first = written[i % DIFFERENT];
    const raw = first ? null : ordinaryMail(i);
    const sizeBytes = first?.sizeBytes ?? raw?.length ?? 0;
    const name = `${unixSeconds(arrivedAt)}.M${String(i).padStart(6, '0')}P2.lamplight,S=${sizeBytes},W=${sizeBytes}:2,S`;
    const path = join(cur, name);
    if (first) linkSync(first.path, path);
    if (!raw) continue;
    writeFileSync(path, raw);
    chownSync(path, uid, gid);
    written.push({ path, sizeBytes });
  }
}

/** The n-th of the letters; from 1 to 7 kB. */
function ordinaryMail(n: number): Buffer {
  const text = `Hello Ada,\r\n\r\n${SENTENCE.repeat(1 + (n % 9))}\r\n\r\nGrace\r\n`;
  const content = [plain, alternative, withDocument][n % 3] ?? plain;
  const head = [
    `Return-Path: <grace.${n % 40}@example.test>`,
    `Received: from mx.example.test by mail.example.test with ESMTPS id ${n}; Sun, 22 Nov 2026 20:00:00 +0000`,
    'Date: Sun, 22 Nov 2026 20:00:00 +0000',
    `From: Grace Hopper <grace.${n % 40}@example.test>`,
    'To: Ada Lovelace <ada@example.test>',
    `Subject: Re: the figures of week ${n % 53}`,
    `Message-ID: <mail-${n}@example.test>`,
    `References: <mail-${n}.before@example.test>`,
    'User-Agent: Mozilla Thunderbird',
    'MIME-Version: 1.0',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n${content(text, n)}`);
}

const plain = (text: string) => part('text/plain; charset=UTF-8; format=flowed', text);

function alternative(text: string, n: number): string {
  const html = `<html><body><p>${text}</p><table>${TABLE_ROW.repeat(1 + (n % 30))}</table></body></html>`;
  return multipart('alternative', `alt-${n}`, [plain(text), part('text/html; charset=UTF-8', html)]);
}

function withDocument(text: string, n: number): string {
  const lines = Buffer.alloc(54, `%PDF-1.4 ${n}`).toString('base64');
  const more = `Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="week-${n}.pdf"\r\n`;
  const document = part(`application/pdf; name="week-${n}.pdf"`, `${lines}\r\n`.repeat(20 + (n % 40)), more);
  return multipart('mixed', `mix-${n}`, [alternative(text, n), document]);
}

function part(type: string, content: string, more = ''): string {
  return `Content-Type: ${type}\r\n${more}\r\n${content}`;
}

function multipart(kind: string, boundary: string, parts: string[]): string {
  const body = parts.map((one) => `--${boundary}\r\n${one}\r\n`).join('');
  return part(`multipart/${kind}; boundary="${boundary}"`, `${body}--${boundary}--\r\n`);
}
