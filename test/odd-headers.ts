import { toBytes } from './asterisk-text.ts';
import { hidden, type OddMessage, odd, shown, withFirst, withHeader, withoutHeaders } from './odd-message.ts';

const NAME = 'X-Asterisk-VM-Caller-ID-Name';
const NUMBER = 'X-Asterisk-VM-Caller-ID-Num';
const ORIG_TIME = 'X-Asterisk-VM-Orig-time';
const DURATION = 'X-Asterisk-VM-Duration';

/** A name that stands in the header but not in the body, where nothing could restore it. */
function nameInHeader(name: string, value: string, caller: string): OddMessage {
  return odd(name, {}, { edit: withHeader(NAME, ` ${value}`), row: { caller: shown(caller) } });
}

export const ODD_CALLERS: OddMessage[] = [
  odd('withheld, as Asterisk writes it', { caller: {} }, { row: { caller: hidden('withheld') } }),
  odd(
    'withheld, by a mailer that trims "Name: " to "Name:"',
    { caller: {} },
    { edit: (raw) => raw.replaceAll(/^(X-Asterisk[\w-]+:) \r$/gm, '$1\r'), row: { caller: hidden('withheld') } },
  ),
  odd('no caller headers at all', {}, { edit: withoutHeaders(NAME, NUMBER), row: { caller: hidden('unknown') } }),
  odd(
    'anonymous in words',
    { caller: { name: 'Anonymous', number: 'anonymous' } },
    { row: { caller: hidden('withheld') } },
  ),
  odd('unknown in words', { caller: { name: 'asterisk', number: 'Unknown' } }, { row: { caller: hidden('unknown') } }),
  odd('a number and no name', { caller: { number: '+442079460991' } }),
  odd('a name and no number', { caller: { name: 'Reception' } }),
  odd(
    'the number again as the name',
    { caller: { name: '+442079460991', number: '+442079460991' } },
    { row: { caller: shown(null, '+442079460991') } },
  ),
  odd('a SIP user as the number', { caller: { name: 'Alice', number: 'alice.liddell' } }),
  odd('accents lost in the header', { caller: { name: 'José Núñez', number: '+34915550142' } }),
  odd('nothing left in the header', { caller: { name: '王小明', number: '+861055501234' } }),
  odd('from right to left', { caller: { name: 'ليلى حداد', number: '+96115550142' } }),
  odd('an emoji', { caller: { name: 'Pizza 🍕 Roma' } }, { row: { caller: shown('Pizza 🍕 Roma', null) } }),
  odd('Latin-1 bytes labelled UTF-8', { caller: { name: 'Jürgen Müller' }, encoding: 'latin1', charset: 'UTF-8' }),
  odd('UTF-8 bytes labelled Latin-1', { caller: { name: 'Zoë Brûlé' }, encoding: 'utf8', charset: 'ISO-8859-1' }),
  nameInHeader('an encoded word in the header', '=?ISO-8859-1?Q?J=FCrgen?=', 'Jürgen'),
  nameInHeader('raw UTF-8 in the header', toBytes('Jürgen', 'utf8'), 'Jürgen'),
  nameInHeader('raw Latin-1 in the header', toBytes('Jürgen', 'latin1'), 'Jürgen'),
  nameInHeader('a folded header', 'Marguerite\r\n Delacroix', 'Marguerite Delacroix'),
  nameInHeader('quotation marks around the name', '"Dr Patel"', 'Dr Patel'),
  nameInHeader('control bytes in the name', 'Dr\x07 \x1b[31mPatel', 'Dr [31mPatel'),
  nameInHeader('a name that turns the reading direction', toBytes('Dr \u202eletaP', 'utf8'), 'Dr letaP'),
  nameInHeader('a script as the name', '<script>alert(1)</script>', '<script>alert(1)</script>'),
  nameInHeader('a name of 9,000 letters', 'x'.repeat(9000), 'x'.repeat(255)),
];

export const ODD_HEADERS: OddMessage[] = [
  odd(
    'lower-case names (Exchange)',
    {},
    { edit: (raw) => raw.replaceAll(/^X-Asterisk[\w-]+:/gm, (name) => name.toLowerCase()) },
  ),
  odd(
    'Asterisk 1.4: no flag, type or id',
    {},
    {
      edit: withoutHeaders('X-Asterisk-VM-Flag', 'X-Asterisk-VM-Message-Type', 'X-Asterisk-VM-Message-ID'),
      row: { asteriskId: null },
    },
  ),
  odd('the id (null) of a forward', { forwarded: true }, { row: { asteriskId: null } }),
  odd('a share id as the extension', { extension: '1998', shareId: '1999' }),
  odd('spaces around the extension', {}, { edit: withHeader('X-Asterisk-VM-Extension', '  1999  ') }),
  odd(
    'a second extension below',
    {},
    { edit: (raw) => raw.replace('MIME-Version', 'X-Asterisk-VM-Extension: 1001\r\nMIME-Version') },
  ),
  odd(
    '500 headers of others before',
    {},
    { edit: withFirst(...Array<string>(500).fill('Received: from relay.example.test')) },
  ),
  odd('PRIORITY, which is no urgent', { flag: 'PRIORITY' }),
  odd('urgent and new', { urgent: true }),
  odd('urgent and heard', { urgent: true, status: 'old' }),
  odd('\\Flagged by a mail program', {}, { flags: ['\\Flagged'], row: { urgent: true } }),
  odd('a duration of no seconds', { durationSeconds: 0 }),
  odd('a duration in words', {}, { edit: withHeader(DURATION, ' one minute'), row: { durationSeconds: null } }),
  odd('a duration below zero', {}, { edit: withHeader(DURATION, ' -7'), row: { durationSeconds: null } }),
  odd('a duration of three years', {}, { edit: withHeader(DURATION, ' 99999999'), row: { durationSeconds: null } }),
  odd(
    'an Orig-date in another language',
    {},
    { edit: withHeader('X-Asterisk-VM-Orig-date', ' dimanche, 22 d\xe9cembre 2026') },
  ),
  odd('no Orig-time: the Date counts', {}, { edit: withoutHeaders(ORIG_TIME) }),
  odd('an Orig-time in words: the Date counts', {}, { edit: withHeader(ORIG_TIME, ' yesterday') }),
  odd('no time at all: the arrival counts', {}, { edit: withoutHeaders(ORIG_TIME, 'Date') }),
];
