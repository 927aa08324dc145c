import { aGreeting, aMessage, anOrdinaryMail, type Mail, NOW } from './builders.ts';
import { readFixture, soundOf } from './fixtures.ts';
import { type OddMessage, odd, withHeader, withoutHeaders } from './odd-message.ts';

const sound = (fixture: string) => soundOf(readFixture(fixture));
const GSM = sound('courier-one-second.gsm.eml');
const NOTHING = { extension: 'gsm', bytes: new Uint8Array() };
const HEARD_BY_NOBODY = new Uint8Array(200).fill(0x5a);

/** What a mail gateway makes of a message that it rewrites. */
const asOneText = (raw: string) =>
  raw.replace(/Content-Type: multipart[\s\S]*/, 'Content-Type: text/plain\r\n\r\nYou have a message.\r\n');
const nested = (raw: string) => {
  const start = raw.indexOf('Content-Type: multipart');
  const inner = raw.slice(start);
  return `${raw.slice(0, start)}Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n${inner}\r\n--outer--\r\n`;
};

export const ODD_SOUNDS: OddMessage[] = [
  odd(
    'GSM in a .WAV',
    { recording: sound('anna-lindqvist.wav49.eml'), durationSeconds: 7 },
    { row: { codec: 'wav49' } },
  ),
  odd('PCM in a .wav', { recording: sound('acme-sales.wav.eml'), durationSeconds: 9 }),
  odd(
    'PCM in a .WAV, a name that lies',
    { recording: { ...sound('acme-sales.wav.eml'), extension: 'WAV' }, durationSeconds: 9 },
    { row: { codec: 'wav49' } },
  ),
  odd('forwarded with an intro', { forwarded: true, intro: sound('dr-patel.gsm.eml') }, { row: { asteriskId: null } }),
  odd('a codec nobody here decodes', { recording: { extension: 'g729', bytes: HEARD_BY_NOBODY } }),
  odd('a recording without an ending', {}, { edit: (raw) => raw.replaceAll('.gsm"', '"'), row: { codec: 'unknown' } }),
  odd('called application/octet-stream', {}, { edit: (raw) => raw.replace('audio/x-gsm', 'application/octet-stream') }),
  odd('an empty recording', { recording: NOTHING, durationSeconds: 0 }, { row: { codec: null } }),
  odd('no recording at all', {}, { edit: asOneText, row: { codec: null } }),
  odd('wrapped in another multipart', {}, { edit: nested }),
  odd('cut off in the recording', {}, { edit: (raw) => raw.slice(0, raw.length - 600) }),
  odd('line ends of Unix', {}, { edit: (raw) => raw.replaceAll('\r\n', '\n') }),
];

const copied = odd('saved to Work on the phone', { status: 'old' });

export const ODD_PLACES: OddMessage[] = [
  copied,
  { ...copied, name: 'the same message in Work', folder: 'Work' },
  odd('in a folder that is called Old', { status: 'old' }, { folder: 'Old' }),
];

const isNoVoicemailOfHers = (name: string, mail: Mail): OddMessage => ({ ...mail, name, folder: 'INBOX', row: null });
const HERS = { extension: '1999', recording: GSM };

export const ODD_STRANGERS: OddMessage[] = [
  isNoVoicemailOfHers('a greeting in the inbox', aGreeting('unavail', HERS)),
  isNoVoicemailOfHers('a greeting that was heard', { ...aGreeting('temp', HERS), flags: ['\\Seen'] }),
  isNoVoicemailOfHers('ordinary mail', anOrdinaryMail()),
  isNoVoicemailOfHers(
    'the notification that Asterisk mails',
    anOrdinaryMail({
      from: 'Asterisk PBX',
      subject: '[PBX]: New message 1 in mailbox 1999',
      text: 'X-Asterisk-VM-Extension: 1999',
    }),
  ),
  isNoVoicemailOfHers('of mailbox 199', aMessage({ extension: '199' })),
  isNoVoicemailOfHers('of mailbox 19990', aMessage({ extension: '19990' })),
  isNoVoicemailOfHers('of context default2', aMessage({ extension: '1999', context: 'default2' })),
  odd('without a context', {}, { edit: withoutHeaders('X-Asterisk-VM-Context'), row: null }),
  odd('with an empty extension', {}, { edit: withHeader('X-Asterisk-VM-Extension', ' '), row: null }),
  odd('deleted, not yet expunged', {}, { flags: ['\\Deleted'], row: null }),
  isNoVoicemailOfHers('a voicemail inside a mail', {
    raw: Buffer.concat([
      Buffer.from('Subject: Fwd: listen\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n'),
      aMessage(HERS).raw,
    ]),
    flags: [],
    arrivedAt: NOW,
  }),
];
