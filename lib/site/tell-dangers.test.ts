import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { log } from '#lib/platform/log.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { forgetSites } from './following.ts';
import { startTellingDangers } from './tell-dangers.ts';

afterAll(removeFolders);

let path = '';
let stop = () => {};

beforeEach(() => {
  path = join(emptyFolder(), 'voicemail.conf');
  pointSettingsAt({ host: '127.0.0.1', port: 1 }, { VOICEMAIL_CONF: path, LOG_LEVEL: 'silent' });
  forgetSites();
  Reflect.deleteProperty(globalThis, Symbol.for('lamplight.told-dangers'));
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: new Date('2026-11-28T12:00:00Z') });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const GOOD = 'authuser=a\nauthpassword=b\nimapflags=ssl\nimapport=993\nexpungeonhangup=no\npollmailboxes=yes';
const conf = (general: string, box = '1001 => 4711,Ada,,,imapuser=ada') =>
  `[general]\n${GOOD}\n${general}\n[default]\n${box}`;

/** As if it were written at the time of the test's clock. */
function write(text: string): void {
  writeFileSync(path, text);
  utimesSync(path, Date.now() / 1000, Date.now() / 1000);
}

/** What is logged from the start on, as `kind of line: finding`. */
function begin(): string[] {
  const said: string[] = [];
  const hear = (level: string) => (about: unknown, message?: string) => {
    const { finding, more } = about as { finding?: string; more?: number };
    said.push(`${level}: ${finding ?? more ?? message ?? String(about)}`);
  };
  vi.spyOn(log(), 'warn').mockImplementation(hear('warn'));
  vi.spyOn(log(), 'info').mockImplementation(hear('info'));
  stop = startTellingDangers();
  return said;
}

const soon = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('a danger is told once, with its line, and nothing is told before the start is over', async () => {
  write(conf('maxmsg=0'));
  const said = begin();
  expect(said).toEqual([]);
  await soon();
  expect(said).toEqual([
    expect.stringMatching(/^warn: danger: .*voicemail\.conf:10: Mailbox 1001@default takes no messages/),
  ]);
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(1);
});

test('a change is told where something else is to be said, and where nothing is', async () => {
  write(conf('maxmsg=0'));
  const said = begin();
  await soon();
  write(conf('maxmsg=0', '1001 => 4711,Ada Lovelace,,,imapuser=ada'));
  vi.advanceTimersByTime(20_000);
  expect(said).toHaveLength(1);
  write(conf('maxmsg=0\nimap_poll_logout=yes'));
  vi.advanceTimersByTime(20_000);
  expect(said.slice(1)).toEqual([
    expect.stringContaining('takes no messages'),
    expect.stringContaining('imap_poll_logout is on'),
  ]);
  write(conf('maxmsg=9'));
  vi.advanceTimersByTime(20_000);
  expect(said.slice(3)).toEqual(['info: voicemail.conf: no danger is left']);
});

test('of many of a kind three are told, and the rest is counted', async () => {
  write(conf('', Array.from({ length: 1000 }, (_, i) => `${2000 + i} => ,,,,imapuser=u${i}`).join('\n')));
  const said = begin();
  await soon();
  expect(said).toHaveLength(4);
  expect(said[3]).toBe('warn: 997');
});

test('without a VOICEMAIL_CONF, or with one that is not there, the start goes on', async () => {
  pointSettingsAt({ host: '127.0.0.1', port: 1 }, { LOG_LEVEL: 'silent' });
  const silence = begin();
  await soon();
  expect(silence).toEqual([]);
  pointSettingsAt({ host: '127.0.0.1', port: 1 }, { VOICEMAIL_CONF: path, LOG_LEVEL: 'silent' });
  const said = begin();
  await soon();
  expect(said).toEqual([expect.stringContaining('cannot be read')]);
});
