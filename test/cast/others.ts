import type { Mail } from '#test/builders.ts';
import { type Member, messagesOf, type OldCall } from './member.ts';

const CALLERS = [
  ['Anna Lindqvist', '+46850501234'],
  ['Dr Patel', '+12025550143'],
  ['Rosalind Franklin', '+442079460921'],
  ['', '+498921549873'],
  ['Emmy Noether', '+4991315550'],
  ['Courier', '+447700900123'],
  ['Katherine Johnson', '+17575550118'],
  ['José Núñez', '+34915550142'],
  ['', ''],
  ['Alan Turing', '1054'],
  ['ACME Corp, Sales', '+18005550199'],
] as const;

const HOURS_BETWEEN_CALLS = 3;

/** So many calls, three hours between one and the next, the newest of them not yet heard. */
function manyCalls(count: number, newest: number, seconds: (i: number) => number): OldCall[] {
  return Array.from({ length: count }, (_, i) => {
    const [name, number] = CALLERS[i % CALLERS.length] ?? ['', ''];
    const ago = `${1 + i * HOURS_BETWEEN_CALLS}h` as const;
    return { ago, name, number, seconds: seconds(i), codec: 'gsm', status: i < newest ? 'new' : 'old' };
  });
}

/** A limit of kilobytes that so much of is used. */
function limitKb(mails: Mail[], used: number): number {
  const bytes = mails.reduce((total, { raw }) => total + raw.length, 0);
  return Math.ceil(bytes / 1024 / used);
}

const NEARLY_FULL = 0.96;

/** As many messages as Asterisk lets in (maxmsg 100), and hardly any room for their sound. */
export function grace(now: Date): Member {
  const owner = { extension: '1002', context: 'default', fullName: 'Grace Hopper', email: 'grace@example.test' };
  const inbox = messagesOf(
    owner,
    now,
    manyCalls(100, 7, (i) => 5 + ((i * 37) % 90)),
  );
  return {
    name: '1002',
    password: 'grace',
    about: 'full: callers cannot leave a message',
    owners: [owner],
    quotaKb: limitKb(inbox, NEARLY_FULL),
    folders: { INBOX: inbox },
  };
}

export function linus(now: Date): Member {
  const owner = { extension: '1003', context: 'default', fullName: 'Linus Berg', email: 'linus@example.test' };
  const calls = manyCalls(5000, 40, (i) => 1 + (i % 3));
  return {
    name: '1003',
    password: 'linus',
    owners: [owner],
    about: '5,000 messages',
    folders: { INBOX: messagesOf(owner, now, calls) },
  };
}

/** One sign-in that holds two mailboxes. */
export function reception(now: Date): Member {
  const [desk, sales] = ['reception@example.test', 'sales@example.test'];
  const front = { extension: '1010', context: 'default', fullName: 'Reception', email: desk };
  const back = { extension: '1011', context: 'sales', fullName: 'Sales', email: sales };
  const inbox = [
    ...messagesOf(
      front,
      now,
      manyCalls(6, 2, (i) => 4 + i),
    ),
    ...messagesOf(
      back,
      now,
      manyCalls(4, 1, (i) => 9 + i),
    ),
  ];
  return {
    name: 'reception',
    password: 'reception',
    owners: [front, back],
    about: 'two mailboxes, 1010 and 1011@sales',
    folders: { INBOX: inbox },
  };
}
