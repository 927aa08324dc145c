import fc from 'fast-check';
import { expect } from 'vitest';
import { fuzz } from '#test/fuzz.ts';
import { textOf } from './bytes.ts';
import { dangersOf } from './dangers.ts';
import { parseImapFlags } from './imap-flags.ts';
import { readConf } from './read-conf.ts';
import { siteOfConf } from './site.ts';
import { fits, spellOut } from './wildcard.ts';

const MAIN = 'voicemail.conf';

/** What lines are made of, so that many of them mean something. */
const piece = fc.oneof(
  fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    '!',
    '+',
    ',',
    '=',
    '=>',
    '+=',
    ';',
    ';--',
    '--;',
    '\\',
    '|',
    '/',
    ' ',
    '\t',
    '\r',
  ),
  fc.constantFrom('general', 'default', 'zonemessages', 'a', 'b', '1001', '100', '4242', '-', '*', 'tz', 'yes', '0'),
  fc.constantFrom(
    '#include ',
    '#tryinclude ',
    '#exec ',
    MAIN,
    'other',
    '"',
    '<',
    '>',
    '*',
    '\0',
    '\xef\xbb\xbf',
    '\xe9',
  ),
  fc.constantFrom(
    'imapuser=',
    'imapflags=',
    'imapvmshareid=',
    'aliasescontext=',
    'maxmsg=',
    'options=',
    'ssl',
    'notls',
  ),
  fc.string({ maxLength: 4, unit: 'binary-ascii' }),
);
const line = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const text = fc.array(line, { maxLength: 6 }).map((lines) => `[a]\n${lines.join('\n')}`);

fuzz('readConf() and all that is made of it have an answer to any text', fc.tuple(text, text), ([main, other]) => {
  const texts = new Map([
    [MAIN, main],
    ['other', other],
  ]);
  const conf = readConf({ expand: (name) => [name], read: (path) => texts.get(path) ?? null }, MAIN);
  const site = siteOfConf(conf, MAIN);
  expect(site.isKnown).toBe(!conf.isRefused);
  expect(site.mailboxes.length === 0 || site.isKnown).toBe(true);
  for (const { place, what } of dangersOf(site)) {
    expect(place.line).toBeGreaterThanOrEqual(0);
    expect(what).not.toContain('…');
  }
});

fuzz('parseImapFlags() has an answer to any flags', line, (flags) => {
  expect(['tls', 'starttls', 'if-offered', 'none']).toContain(parseImapFlags(flags).security);
});

fuzz('fits() and spellOut() have an answer to any pattern', fc.tuple(line, line), ([name, pattern]) => {
  expect(typeof fits(name, pattern)).toBe('boolean');
  expect(spellOut(pattern, 20).length).toBeLessThanOrEqual(20);
});

fuzz(
  'textOf() keeps within the room there is',
  fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.nat(20)),
  ([bytes, room]) => {
    const given = Buffer.from(bytes).toString('latin1');
    expect(textOf(given, room).length).toBeLessThanOrEqual(room);
  },
);
