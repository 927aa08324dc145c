import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { consult } from '#lib/doctor/consult.ts';
import type { Group } from '#lib/doctor/examine.ts';
import type { Level } from '#lib/doctor/line.ts';
import { emptyFolder } from '#test/voicemail-conf.ts';

/** A secret as `openssl rand` would draw it, and a portal that does not run. */
const SETTINGS = {
  AUTH_SECRET: 'Zk3vQ9xW1bTfL7mRy5HcJ8pNd2GsAeUo',
  PUBLIC_URL: 'https://voicemail.invalid',
  TRUSTED_PROXIES: '127.0.0.1',
  REDIS_URL: '',
};

export interface Consulted {
  exitCode: number;
  text: string;
  complaint: string;
}

/** Runs the doctor as `npm run doctor` does, with these settings and nothing else of the environment. */
export async function consultWith(
  settings: Record<string, string>,
  args: string[] = [],
  typed = '',
): Promise<Consulted> {
  let [text, complaint] = ['', ''];
  const exitCode = await consult({
    args,
    environment: { ...SETTINGS, STATE_DIR: emptyFolder(), ...settings },
    input: new PassThrough().end(typed) as unknown as ReadStream,
    hasColours: false,
    say: (more) => {
      text += more;
    },
    tell: (more) => {
      complaint += more;
    },
  });
  return { exitCode, text, complaint };
}

/** What it says of one level, as `group: what`. */
export async function linesWith(
  level: Level,
  settings: Record<string, string>,
  args: string[] = [],
  typed = '',
): Promise<string[]> {
  const { text, complaint } = await consultWith(settings, [...args, '--json'], typed);
  if (text === '') throw new Error(complaint);
  const { groups } = JSON.parse(text) as { groups: Group[] };
  return groups.flatMap(({ name, lines }) =>
    lines.filter((line) => line.level === level).map(({ what }) => `${name}: ${what}`),
  );
}

/** A voicemail.conf that names a mail server on this machine. @returns its path */
export function confAt(
  { host, port }: { host: string; port: number },
  general: string[],
  boxes: string[],
  polls: 'yes' | 'no' = 'yes',
): string {
  const path = join(emptyFolder(), 'voicemail.conf');
  const server = [`imapserver=${host}`, `imapport=${port}`, 'imapflags=notls'];
  const lines = [...server, 'expungeonhangup=no', `pollmailboxes=${polls}`, ...general];
  writeFileSync(path, ['[general]', ...lines, '[default]', ...boxes, ''].join('\n'));
  return path;
}
