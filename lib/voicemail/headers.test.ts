import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from '#test/fuzz.ts';
import { HEADER_NAMES, isVoicemail, parseHeaderBlock, receivedSeconds } from './headers.ts';

const fixture = (file: string) => readFileSync(`test/fixtures/asterisk-16/${file}`);
const address = { extension: '1001', context: 'default' };

test.each([
  ['acme-sales.wav', 'ACME Corp, Sales', '18005550199', 1795386327, 9, '', '1795386317-0000000b'],
  ['anna-lindqvist.wav49', 'Anna Lindqvist', '+46850501234', 1795386299, 7, '', '1795386291-00000009'],
  ['courier-one-second.gsm', 'Courier', '07700900123', 1795385795, 1, '', '1795385793-00000003'],
  ['courier.gsm', 'Courier', '07700900123', 1795385908, 9, '', '1795385899-00000006'],
  ['dr-patel.alaw', 'A Law', '+49305550100', 1795386419, 10, '', '1795386408-0000000e'],
  ['dr-patel.gsm', 'Dr Patel', '+12025550143', 1795385879, 10, '', '1795385868-00000004'],
  ['dr-patel.ulaw', 'U Law', '+12125550100', 1795386437, 10, '', '1795386427-0000000f'],
  ['noc-alerts-urgent.gsm', 'NOC Alerts', '5000', 1795385893, 6, 'Urgent', '1795385886-00000005'],
  ['short.sln', 'Slin', '+12125550101', 1795386446, 1, '', '1795386445-00000010'],
  ['withheld.wav49', '', '', 1795386465, 10, '', '1795386454-00000011'],
])(
  'parseHeaderBlock() reads %s',
  (file, callerName, callerNumber, origTimeSeconds, durationSeconds, flag, asteriskId) => {
    const headers = parseHeaderBlock(fixture(`${file}.eml`));
    expect(headers).toMatchObject({
      address,
      callerName,
      callerNumber,
      origTimeSeconds,
      durationSeconds,
      flag,
      asteriskId,
    });
    expect(headers).toMatchObject({ greeting: null, dateSeconds: origTimeSeconds, zoneOffsetMinutes: 0 });
    expect(isVoicemail(headers)).toBe(true);
  },
);

test('parseHeaderBlock() reads a greeting, which is no voicemail', () => {
  const headers = parseHeaderBlock(fixture('greeting-unavail.wav49.eml'));
  expect(headers).toMatchObject({
    address,
    greeting: 'unavail',
    asteriskId: null,
    messageNumber: 0,
    durationSeconds: 19,
  });
  expect(isVoicemail(headers)).toBe(false);
});

const patel = fixture('dr-patel.gsm.eml').toString('latin1');
const patelBlock = patel.slice(0, patel.indexOf('\r\n\r\n') + 4);
const parse = (block: string) => parseHeaderBlock(Buffer.from(block, 'latin1'));
/** Dr Patel's headers, the field of this name written otherwise. One character is one byte. */
const parseWith = (name: string, field: string) => parse(patelBlock.replace(new RegExp(`^${name}:.*\r\n`, 'm'), field));
const utf8 = (text: string) => Buffer.from(text).toString('latin1');

test('parseHeaderBlock() needs no line but those of HEADER_NAMES', () => {
  const asked = patelBlock.split('\r\n').filter((line) => HEADER_NAMES.some((name) => line.startsWith(`${name}:`)));
  expect(asked).toHaveLength(HEADER_NAMES.length);
  expect(parse(`${asked.join('\r\n')}\r\n\r\n`)).toEqual(parse(patelBlock));
});

test('parseHeaderBlock() reads lower-cased names as Exchange writes them, and bare line feeds', () => {
  const exchange = patelBlock.replaceAll(/^[^:\r]+:/gm, (name) => name.toLowerCase());
  expect(exchange).toContain('x-asterisk-vm-extension:');
  expect(parse(exchange)).toEqual(parse(patelBlock));
  expect(parse(patelBlock.replaceAll('\r', ''))).toEqual(parse(patelBlock));
});

test('parseHeaderBlock() reads Asterisk 1.4, which wrote no flag, type or message id', () => {
  const old = patelBlock
    .replaceAll(/^X-Asterisk-VM-(Flag|Message-Type|Message-ID):.*\r\n/gm, '')
    .replace('X-Asterisk-VM-Duration', 'X-Asterisk-VM-Caller-channel: SIP/1-0\r\nX-Asterisk-VM-Duration');
  expect(parse(old)).toEqual({ ...parse(patelBlock), asteriskId: null });
  expect(isVoicemail(parse(old))).toBe(true);
});

test('parseHeaderBlock() stops at the empty line: a body cannot say whose voicemail it is', () => {
  const mail = 'Subject: hello\r\n\r\nX-Asterisk-VM-Extension: 1001\r\nX-Asterisk-VM-Context: default\r\n';
  expect(parse(mail).address).toBeNull();
  expect(parse(mail.replaceAll('\r', '')).address).toBeNull();
});

test('isVoicemail() leaves out a notification mail, which has no X-Asterisk-VM fields', () => {
  const notification = patelBlock.replaceAll(/^X-Asterisk-VM-.*\r\n/gm, '');
  expect(notification).toContain('X-Asterisk-CallerID: +12025550143');
  expect(isVoicemail(parse(notification))).toBe(false);
  expect(isVoicemail(parse(''))).toBe(false);
});

const extension = 'X-Asterisk-VM-Extension';

test.each([
  ['another mailbox', `${extension}: 100\r\n`, '100'],
  ['a share id', `${extension}: ada-and-grace\r\n`, 'ada-and-grace'],
  ['no space after the colon', `${extension}:1001\r\n`, '1001'],
  ['space before the colon', `${extension} : 1001\r\n`, '1001'],
  ['spaces and tabs around it', `${extension}:\t 1001 \t\r\n`, '1001'],
  ['a folded value', `${extension}:\r\n\t1001\r\n`, '1001'],
  ['the first of two', `${extension}: 1001\r\n${extension}: 1002\r\n`, '1001'],
  ['a line without colon before it', `nothing here\r\n${extension}: 1001\r\n`, '1001'],
  ['the letter case it has', `${extension}: Ada\r\n`, 'Ada'],
])('parseHeaderBlock() takes the mailbox from %s', (_, field, expected) => {
  expect(parseWith(extension, field).address).toEqual({ ...address, extension: expected });
});

test.each([
  ['an empty extension', `${extension}: \r\n`],
  ['no extension', ''],
  ['a NUL inside', `${extension}: 10\u000001\r\n`],
  ['a right-to-left override', `${extension}: ${utf8('10\u202E01')}\r\n`],
  ['a value folded in its middle', `${extension}: 10\r\n 01\r\n`],
  ['an @', `${extension}: 1001@sales\r\n`],
  ['a megabyte', `${extension}: ${'1'.repeat(1_000_000)}\r\n`],
  ['a letter that only looks like k', `${utf8('X-Asteris\u212A-VM-Extension')}: 1001\r\n`],
  ['a longer field name', `${extension}-2: 1001\r\n`],
])('parseHeaderBlock() gives no mailbox for %s', (_, field) => {
  expect(parseWith(extension, field).address).toBeNull();
});

test('parseHeaderBlock() gives no mailbox without a context, as early 1.4 wrote', () => {
  expect(parseWith('X-Asterisk-VM-Context', '').address).toBeNull();
  expect(parseWith('X-Asterisk-VM-Context', 'X-Asterisk-VM-Context: \r\n').address).toBeNull();
});

const nameField = 'X-Asterisk-VM-Caller-ID-Name';

test.each([
  ['an empty value with its trailing space', `${nameField}: \r\n`, ''],
  ['an empty value without it', `${nameField}:\r\n`, ''],
  ['a missing header', '', null],
  ['raw UTF-8', `${nameField}: ${utf8('José Núñez')}\r\n`, 'José Núñez'],
  ['raw Latin-1', `${nameField}: Jos\xe9 N\xfa\xf1ez\r\n`, 'José Núñez'],
  ['raw Windows-1252', `${nameField}: \x8aimek\r\n`, 'Šimek'],
  ['Latin-1 in Q', `${nameField}: =?ISO-8859-1?Q?Jos=E9_N=FA=F1ez?=\r\n`, 'José Núñez'],
  ['UTF-8 in B, folded', `${nameField}: =?UTF-8?B?Sm9zw6k=?=\r\n =?utf-8?b?IE7DusOxZXo?=\r\n`, 'José Núñez'],
  ['an unknown charset', `${nameField}: =?x-mars?Q?Jos=E9?=\r\n`, '=?x-mars?Q?Jos=E9?='],
  ['a folded value', `${nameField}: Ada\r\n Lovelace\r\n`, 'Ada Lovelace'],
  ['a tab', `${nameField}: Ada\tLovelace\r\n`, 'Ada Lovelace'],
  ['NUL, bell and C1', `${nameField}: A\0d\x07a${utf8('\u0085')}\r\n`, 'Ada'],
  ['what turns the reading direction', `${nameField}: ${utf8('\u202Eada\u202C \u2066x\u2069')}\r\n`, 'ada x'],
  ['Arabic', `${nameField}: ${utf8('ليلى\u200F حسن')}\r\n`, 'ليلى\u200F حسن'],
  ['a lost first letter: its place is kept', `${nameField}:  Hansen\r\n`, ' Hansen'],
  ['ten thousand letters', `${nameField}: ${'a'.repeat(10_000)}\r\n`, 'a'.repeat(255)],
  ['ten thousand umlauts', `${nameField}: ${utf8('ü'.repeat(10_000))}\r\n`, 'ü'.repeat(255)],
  ['an emoji at the cut', `${nameField}: ${utf8(`${'a'.repeat(254)}😀`)}\r\n`, 'a'.repeat(254)],
])('parseHeaderBlock() reads a caller name: %s', (_, field, expected) => {
  expect(parseWith(nameField, field).callerName).toBe(expected);
});

test.each(['', ' ', 'ten', '9.5', '-1', '+9', '1e3', '86401', '9 s', '99999999999999999999'])(
  'parseHeaderBlock() gives null for a duration of %j',
  (value) => {
    expect(parseWith('X-Asterisk-VM-Duration', `X-Asterisk-VM-Duration: ${value}\r\n`).durationSeconds).toBeNull();
  },
);

test('parseHeaderBlock() keeps a duration of nothing, as recordings added from a file have', () => {
  expect(parseWith('X-Asterisk-VM-Duration', 'X-Asterisk-VM-Duration: 0\r\n').durationSeconds).toBe(0);
});

test.each(['', '0', '-5', '1795385879.5', 'Sunday', '253402300800', '9'.repeat(400)])(
  'receivedSeconds() passes over an Orig-time of %j',
  (value) => {
    const headers = parseWith('X-Asterisk-VM-Orig-time', `X-Asterisk-VM-Orig-time: ${value}\r\n`);
    expect(headers.origTimeSeconds).toBeNull();
    expect(receivedSeconds(headers, 7)).toBe(headers.dateSeconds);
  },
);

test('receivedSeconds() takes Orig-time, else Date, else the arrival, and never Orig-date', () => {
  const orig = 'X-Asterisk-VM-Orig-time: 1795000000\r\n';
  expect(receivedSeconds(parseWith('X-Asterisk-VM-Orig-time', orig), 7)).toBe(1795000000);
  expect(receivedSeconds(parse('Date: Sun, 22 Nov 2026 23:17:59 +0100\r\n\r\n'), 7)).toBe(1795385879);
  expect(receivedSeconds(parse('X-Asterisk-VM-Orig-date: Sunday, November 22, 2026 at 10:17:59 PM\r\n\r\n'), 7)).toBe(
    7,
  );
});

test.each([
  ['PRIORITY', 'PRIORITY'],
  ['Urgent', 'Urgent'],
  ['something', ''],
])('parseHeaderBlock() reads the flag %s', (value, expected) => {
  expect(parseWith('X-Asterisk-VM-Flag', `X-Asterisk-VM-Flag: ${value}\r\n`).flag).toBe(expected);
});

test.each([
  ['Message', null],
  ['', null],
  ['temp', 'temp'],
])('parseHeaderBlock() reads the message type %j', (value, expected) => {
  const field = `X-Asterisk-VM-Message-Type: ${value}\r\n`;
  expect(parseWith('X-Asterisk-VM-Message-Type', field).greeting).toBe(expected);
});

test('parseHeaderBlock() keeps hold of no more than it returns', () => {
  const huge = parseWith('Message-ID', `Message-ID: <${'x'.repeat(10_000_000)}>\r\n`);
  expect(huge.messageId).toHaveLength(255);
  expect(huge.address).toEqual(address);
});

// Ten megabytes of each take 0.3 s here at most; were the time to grow with the square, hours.
test.each(['\n', 'a:\n\t', ' \n', ':', '=?utf-8?q?', '=?utf-8?q?a?= ', '\xff', '1', '"'])(
  'parseHeaderBlock() takes ten megabytes of %j in a name',
  (unit) => {
    const field = `${nameField}: ${unit.repeat(10_000_000 / unit.length)}`;
    expect(parse(`${field}\r\n${patelBlock}`).callerName?.length).toBeLessThanOrEqual(255);
  },
);

/** What a header line can be made of: real lines, their halves, and what breaks them. */
const piece = fc.oneof(
  fc.constantFrom(...patelBlock.split(/(?<=\r\n)/)),
  fc.constantFrom(...HEADER_NAMES.map((name) => `${name}:`)),
  fc.constantFrom('\r\n', '\n', '\r', ' ', '\t', ':', '\0', '\r\n ', '"', '(null)', '-1', '1795385879'),
  fc.constantFrom('=?', '?=', '=?utf-8?q?', '=?utf-8?B?', '=?ISO-2022-JP?B?GyRCGyhC?=', '=E9=', utf8('é\u202E😀')),
  fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const blockOfPieces = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

fuzz('parseHeaderBlock() takes any bytes', blockOfPieces, (block) => {
  const headers = parse(block);
  for (const text of Object.values(headers)) {
    if (typeof text === 'string') expect(text).toMatch(/^[^\p{Cc}\u202A-\u202E]{0,255}$/u);
  }
  for (const number of [headers.durationSeconds, headers.origTimeSeconds, headers.dateSeconds, headers.messageNumber]) {
    expect(number === null || (Number.isSafeInteger(number) && number >= 0)).toBe(true);
  }
});
