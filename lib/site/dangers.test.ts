import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { siteOfText } from '#test/voicemail-conf.ts';
import { dangersOf } from './dangers.ts';
import { findingText } from './finding.ts';
import { KINDS } from './kinds.ts';

/** A site of which there is nothing to say. */
const GOOD = `imapserver=mail.example
imapport=993
imapflags=ssl
authuser=master
authpassword=hammer
expungeonhangup=no
pollmailboxes=yes
format=wav`;
const BOX = '1001 => 4242,Ada,,,imapuser=ada';

const conf = (general: string, boxes: string) => `[general]\n${general}\n[default]\n${boxes}`;
const kindsOf = (text: string) => dangersOf(siteOfText(text)).map(({ kind }) => kind);
/** The good site with lines of [general] in place of others. */
const general = (lines: string) => {
  const names = lines.split('\n').map((line) => line.split('=')[0] ?? '');
  const rest = GOOD.split('\n').filter((line) => !names.includes(line.split('=')[0] ?? ''));
  return conf([...rest, lines].join('\n'), BOX);
};

test('dangersOf() a good site is nothing', () => {
  expect(kindsOf(conf(GOOD, BOX))).toEqual([]);
});

test.each([
  ['imapgreetings=yes', ['greetings-in-inbox']],
  ['imapgreetings=yes\ngreetingsfolder=Greetings', []],
  ['imapgreetings=yes\ngreetingsfolder=INBOX', ['greetings-in-inbox']],
  ['expungeonhangup=yes', ['expunge-on-hangup']],
  ['expungeonhangup=', ['expunge-on-hangup']],
  ['imap_poll_logout=yes', ['poll-logout']],
  ['pollmailboxes=no', ['polling-off']],
  ['imapflags=ssl/novalidate-cert', ['certificate-unchecked']],
  ['imapflags=notls', ['tls-none']],
  ['imapflags=', ['tls-optional']],
  ['imapflags=tls', []],
  ['imapflags=notls\nimapserver=127.0.0.1', []],
  ['imapport=143', ['ssl-port']],
  ['imapflags=ssl/fast', ['flag-unknown']],
  ['imapflags=ssl/', ['flag-empty']],
  ['imapflags=ssl/readonly', ['flag-readonly']],
  ['imapserver=mail.example:993', ['server-invalid']],
  ['imapport=imaps', ['server-invalid']],
  ['authuser=\nauthpassword=', ['password-missing', 'master-missing']],
  ['authuser=', ['master-half']],
  ['authpassword=', ['password-missing', 'master-half']],
  [`authpassword=${'x'.repeat(42)}`, ['value-cut']],
  ['imapparentfolder=INBOX', ['parent-folder']],
  ['format=wav49|wav', ['format-unplayable']],
  ['maxmsg=0', ['maxmsg-zero']],
  ['minpassword=6', ['pin-short']],
  ['tz=nowhere', ['zone-unknown']],
])('dangersOf() with %j in [general] is %j', (lines, expected) => {
  expect(kindsOf(general(lines))).toEqual(expected);
});

test.each([
  ['1001 => 4242,Ada,,,imapuser=ada|delete=yes', ['delete-after-mail']],
  ['1001 => 4242,Ada,,,imapuser=ada|maxmsg=0', ['maxmsg-zero']],
  ['1001 => 1001,Ada,,,imapuser=ada', ['pin-is-mailbox']],
  ['1001 => ,Ada,,,imapuser=ada', ['pin-missing']],
  ['1001 => *1,Ada,,,imapuser=ada', ['pin-starred']],
  ['1001 => ,Ada,,,imapuser=ada|passwordlocation=spooldir', []],
  ['1001 => 4242,Ada', ['account-missing']],
  ['1001 => 4242,Ada,,, imapuser=ada', ['option-blank', 'account-missing']],
  ['1001 => 4242,Ada,,,imapuser=a/b', ['login-invalid']],
  ['1001 => 4242,Ada,,,imapuser=ada|imapfolder=Other', ['folder-differs']],
  [`1001 => 4242,Ada,,,imapuser=ada|imapfolder=${'x'.repeat(64)}`, ['value-cut', 'folder-differs']],
  [`${BOX}\n${BOX}`, ['mailbox-twice']],
  [`${BOX}\n*9 => 1`, ['mailbox-starred']],
  ['100 => 1,,,,imapuser=ada\n1001 => 1,,,,imapuser=ADA', ['mailbox-inside-another', 'account-shared']],
  ['100 => 1,,,,imapuser=ada\n1001 => 1,,,,imapuser=bob', []],
  ['100 => 1,,,,imapuser=ada\n200 => 1,,,,imapuser=ada', ['account-shared']],
  ['100 => 1,,,,imapuser=a|imapvmshareid=9\n200 => 1,,,,imapuser=a|imapvmshareid=9', ['share-id-shared']],
  ['9 => 4242,,,,imapuser=a\n1 => 4242,,,,imapuser=a|imapvmshareid=19', ['mailbox-inside-another', 'account-shared']],
  ['1 => 4242,,,,imapuser=a\n2 => 4242,,,,imapuser=a|imapserver=other.example', ['login-on-two-servers']],
])('dangersOf() with %j is %j', (boxes, expected) => {
  expect(kindsOf(conf(GOOD, boxes))).toEqual(expected);
});

test('dangersOf() says of one server once what is wrong with it', () => {
  const boxes = `${BOX}\n1002 => 4242,Bob,,,imapuser=bob`;
  expect(kindsOf(conf(GOOD.replace('imapflags=ssl', 'imapflags=notls'), boxes))).toEqual(['tls-none']);
});

test('dangersOf() says where, what, why and what to change', () => {
  const [danger] = dangersOf(siteOfText(conf(GOOD, '1001 => 4242,Ada,,,imapuser=ada|delete=yes')));
  expect(danger && findingText(danger)).toBe(
    'danger: voicemail.conf:11: Mailbox 1001@default has delete=yes: after each call Asterisk deletes by a stale number, ' +
      'which can be an older message. Take it out.',
  );
});

test('dangersOf() of a refused file is why it is refused, and no more', () => {
  expect(kindsOf('[default]\n1001 => 1001\n[a](b)')).toEqual(['section-unknown']);
});

test('docs/voicemail-conf.md tells of everything that can be said', () => {
  const page = readFileSync('docs/voicemail-conf.md', 'utf8');
  expect(Object.keys(KINDS).filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});
