import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What a phone's lamp is told (RFC 3842). */
export interface LampValue {
  isOn: boolean;
  new: number;
  old: number;
  /** When it was told, by the clock of `performance.now()`. */
  atMs: number;
}

/** A phone that does nothing but watch its lamp. */
export interface Lamp {
  current(): LampValue;
  /** The next that is told from now on. @throws {Error} when nothing is */
  next(): Promise<LampValue>;
  close(): void;
}

const PATIENCE_MS = 10_000;
const SUBSCRIBED_SECONDS = 3600;

/** Subscribes to a mailbox's lamp. @throws {Error} when Asterisk does not tell it */
export async function subscribeLamp(sipPort: number, extension: string): Promise<Lamp> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const values: LampValue[] = [];
  const waiting = new Set<(value: LampValue) => void>();
  socket.on('message', (data, { port, address }) => {
    const text = data.toString();
    if (!text.startsWith('NOTIFY ')) return;
    socket.send(accepted(text), port, address);
    const value = lampIn(text);
    if (!value) return;
    values.push(value);
    for (const tell of waiting) tell(value);
    waiting.clear();
  });
  const next = () =>
    new Promise<LampValue>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The lamp of ${extension} is told nothing`)), PATIENCE_MS);
      waiting.add((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  const first = next();
  socket.send(subscribe(extension, socket.address().port), sipPort, '127.0.0.1');
  const told = await first;
  return {
    current: () => values.at(-1) ?? told,
    next,
    close: () => socket.close(),
  };
}

function subscribe(extension: string, port: number): string {
  return lines([
    `SUBSCRIBE sip:${extension}@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${randomUUID()}`,
    `From: <sip:${extension}@127.0.0.1>;tag=${randomUUID()}`,
    `To: <sip:${extension}@127.0.0.1>`,
    `Call-ID: ${randomUUID()}`,
    'CSeq: 1 SUBSCRIBE',
    `Contact: <sip:${extension}@127.0.0.1:${port}>`,
    'Max-Forwards: 70',
    'Event: message-summary',
    'Accept: application/simple-message-summary',
    `Expires: ${SUBSCRIBED_SECONDS}`,
    'Content-Length: 0',
  ]);
}

/** The headers that an answer repeats (RFC 3261 §8.2.6). */
function accepted(request: string): string {
  const repeated = request.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));
  return lines(['SIP/2.0 200 OK', ...repeated, 'Content-Length: 0']);
}

function lampIn(notify: string): LampValue | null {
  const [, waiting] = /^Messages-Waiting: *(yes|no)/im.exec(notify) ?? [];
  const [, isNew = '0', old = '0'] = /^Voice-Message: *(\d+)\/(\d+)/im.exec(notify) ?? [];
  return waiting ? { isOn: waiting === 'yes', new: Number(isNew), old: Number(old), atMs: performance.now() } : null;
}

const lines = (all: string[]): string => `${all.join('\r\n')}\r\n\r\n`;
