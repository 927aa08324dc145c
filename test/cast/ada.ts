import { aGreeting, anOrdinaryMail } from '#test/builders.ts';
import { type Member, messagesOf, type OldCall, type Owner, timeAgo } from './member.ts';
import { speech } from './speech.ts';

const ADA: Owner = { extension: '1001', context: 'default', fullName: 'Ada Lovelace', email: 'ada@example.test' };

const NO_SOUND = { extension: 'WAV', bytes: new Uint8Array() };
/** Nobody here decodes it: the page offers the file. */
const G729 = { extension: 'g729', bytes: new Uint8Array(3100).fill(0x5a) };

const INBOX: OldCall[] = [
  { ago: '38m', name: 'Dr Patel', number: '+12025550143', seconds: 42, codec: 'gsm', urgent: true },
  { ago: '2h', name: 'Grace Hopper', number: '1002', seconds: 78, introSeconds: 9 },
  {
    ago: '3h',
    name: 'Marguerite Delacroix-Vandenberghe, Notaires Associés de Louvain-la-Neuve',
    number: '+3210474302',
    seconds: 127,
  },
  { ago: '5h', name: '', number: '', seconds: 23, codec: 'ulaw', status: 'old' },
  { ago: '20h', name: 'Linus Berg', number: '1003', seconds: 8, codec: 'g722', status: 'old' },
  { ago: '22h', name: '', number: '+4989215498730042', seconds: 111, codec: 'alaw', status: 'old' },
  { ago: '27h', name: 'Bürgeramt Mitte', number: '+4930115', seconds: 0, recording: NO_SOUND, status: 'old' },
  { ago: '2d', name: 'José Núñez', number: '+34915550142', seconds: 64, codec: 'gsm' },
  { ago: '3d', name: 'Ana García', number: '+34915550177', seconds: 221, status: 'old' },
  { ago: '74h', name: 'Unknown', number: '', seconds: 31, codec: 'sln', status: 'old' },
  { ago: '4d', name: 'NOC Alerts', number: '5000', seconds: 6, codec: 'wav', urgent: true, status: 'old' },
  { ago: '5d', name: '王小明', number: '+861055501234', seconds: 19, codec: 'wav16', status: 'old' },
  { ago: '6d', name: 'ليلى حداد', number: '+96115550142', seconds: 37, status: 'old' },
  { ago: '8d', name: 'Anna Lindqvist', number: '+46850501234', seconds: 15, codec: 'sln16', status: 'old' },
  { ago: '11d', name: 'Fax gateway', number: '+442079460998', seconds: 31, recording: G729, status: 'old' },
];

const WORK: OldCall[] = [
  { ago: '4d', name: 'ACME Corp, Sales', number: '+18005550199', seconds: 49, codec: 'wav', status: 'old' },
  { ago: '9d', name: 'Charles Babbage', number: '1007', seconds: 184, status: 'old' },
  { ago: '10d', name: 'Courier', number: '+447700900123', seconds: 11, codec: 'gsm', status: 'old' },
  { ago: '15d', name: 'Linus Berg', number: '1003', seconds: 96, codec: 'ulaw', status: 'old' },
  { ago: '19d', name: 'Travel desk', number: '1090', seconds: 3, codec: 'ogg', status: 'old' },
];

const FAMILY: OldCall[] = [
  { ago: '1d', name: 'Mum', number: '+442079460111', seconds: 143 },
  { ago: '7d', name: 'Byron', number: '+442079460112', seconds: 12, codec: 'gsm', status: 'old' },
  { ago: '13d', name: 'Annabella', number: '+442079460113', seconds: 58, status: 'old' },
  { ago: '24d', name: 'Mum', number: '+442079460111', seconds: 201, status: 'old' },
];

const FRIENDS: OldCall[] = [
  { ago: '6d', name: 'Mary Somerville', number: '+441315550101', seconds: 33, codec: 'alaw', status: 'old' },
  { ago: '12d', name: 'Łukasz Żółć', number: '+48225550142', seconds: 27, codec: 'gsm', status: 'old' },
  { ago: '21d', name: 'Michael Faraday', number: '+442079460155', seconds: 9, status: 'old' },
];

const DELETED: OldCall[] = [
  { ago: '2d', name: 'Your warranty', number: '+12125550100', seconds: 28, codec: 'ulaw', status: 'old' },
  { ago: '9d', name: '', number: '', seconds: 2, codec: 'gsm', status: 'old' },
  { ago: '17d', name: 'Wrong number', number: '+442079460188', seconds: 4, status: 'old' },
];

const OLD: OldCall[] = [
  { ago: '16d', name: 'Sophia De Morgan', number: '1012', seconds: 22, codec: 'gsm', status: 'old' },
];

/** The mailbox of the pictures: every codec, every kind of caller, and beside the voicemail what is none. */
export function ada(now: Date): Member {
  const calls = (list: OldCall[]) => messagesOf(ADA, now, list);
  const recordedAt = timeAgo(now, '30d');
  // Seen, as it is once a caller has heard it: until then the lamp counts it as one more new message.
  const said = (greeting: Parameters<typeof aGreeting>[0], seconds: number) =>
    aGreeting(greeting, {
      ...ADA,
      storedAt: recordedAt,
      status: 'old',
      durationSeconds: seconds,
      recording: speech('wav49', seconds),
    });
  return {
    name: '1001',
    password: 'ada',
    about: 'every codec and every kind of caller',
    owners: [ADA],
    quotaKb: 20_480,
    folders: {
      INBOX: [said('unavail', 7), { ...anOrdinaryMail(), arrivedAt: timeAgo(now, '26h') }, ...calls(INBOX)],
      Work: calls(WORK),
      Family: calls(FAMILY),
      Friends: calls(FRIENDS),
      Deleted: calls(DELETED),
      Old: calls(OLD),
      Greetings: [said('unavail', 14), said('greet', 2)],
    },
  };
}
