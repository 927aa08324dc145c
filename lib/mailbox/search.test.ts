import { expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage, type MessageWish } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import type { Mailbox, MessageFilter } from './mailbox.ts';
import { openMailbox } from './open.ts';

const hour = (count: number) => new Date(Date.UTC(2026, 10, 22, count));

const CALLS: MessageWish[] = [
  { caller: { name: 'Jürgen Müller', number: '+498921549873' }, durationSeconds: 5, storedAt: hour(1) },
  { caller: { name: 'Jürgen Müller', number: '+498921549873' }, durationSeconds: 70, storedAt: hour(2), status: 'old' },
  { caller: { name: 'Dr Patel', number: '+12025550143' }, durationSeconds: 42, storedAt: hour(3), urgent: true },
  { caller: { name: 'Dr Patel', number: '2025550143' }, durationSeconds: 12, storedAt: hour(4), status: 'old' },
  { caller: { number: '1003' }, durationSeconds: 300, storedAt: hour(5) },
  { caller: {}, durationSeconds: 2, storedAt: hour(6) },
];

async function filled(): Promise<{ account: TestMailbox; mailbox: Mailbox }> {
  const account = await aMailbox();
  for (const call of CALLS) await deliver(account.imap, aMessage({ extension: '100', ...call }));
  // Whatever is asked for, these are somebody else's.
  for (const call of CALLS) await deliver(account.imap, aMessage({ extension: '1001', ...call }));
  return { account, mailbox: await ownMailbox(account, '100@default') };
}

const found = async (mailbox: Mailbox, filter: Partial<MessageFilter>) => {
  const { messages, total } = await mailbox.messages({ folder: 'inbox', limit: 50, ...filter });
  const hours = messages.map(({ receivedAt }) => new Date(receivedAt).getUTCHours());
  expect(total).toBe(hours.length);
  return hours;
};

test('messages() finds by name, number, date, length and flags, alone and together, and only in the own mailbox', async () => {
  const { mailbox } = await filled();
  const table: [Partial<MessageFilter>, number[]][] = [
    [{}, [6, 5, 4, 3, 2, 1]],
    [{ q: 'muller' }, [2, 1]],
    [{ q: '  MÜLLER ' }, [2, 1]],
    [{ q: '+1 (202) 555-0143' }, [4, 3]],
    [{ q: '089 2154' }, [2, 1]],
    [{ q: '100' }, [5]],
    [{ q: 'withheld' }, [6]],
    [{ q: 'nobody of this name' }, []],
    [{ from: hour(3).toISOString(), until: hour(5).toISOString() }, [4, 3]],
    [{ from: '2026-11-22T08:45:00+05:45' }, [6, 5, 4, 3]],
    [{ minSeconds: 12, maxSeconds: 70 }, [4, 3, 2]],
    [{ q: 'patel', status: 'new' }, [3]],
    [{ q: 'patel', urgent: true }, [3]],
    [{ q: 'muller', minSeconds: 60, status: 'old', from: hour(2).toISOString() }, [2]],
    [{ q: 'muller', maxSeconds: 60, status: 'old' }, []],
  ];
  for (const [filter, hours] of table) expect(await found(mailbox, filter), JSON.stringify(filter)).toEqual(hours);
});

test('messages() of a search never has a message of another mailbox, though it is in the same folder', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage({ extension: '100', caller: { name: 'Ours' } }));
  await deliver(account.imap, aMessage({ extension: '1001', caller: { name: 'Theirs', number: '5551234' } }));
  const [ours, theirs] = [await ownMailbox(account, '100@default'), await ownMailbox(account, '1001@default')];
  const count = async (mailbox: Mailbox, q: string) => (await mailbox.messages({ folder: 'inbox', limit: 1, q })).total;
  expect([await count(ours, 'theirs'), await count(ours, '5551234'), await count(ours, 'ours')]).toEqual([0, 0, 1]);
  expect([await count(theirs, 'theirs'), await count(theirs, '5551234'), await count(theirs, 'ours')]).toEqual([
    1, 1, 0,
  ]);
});

test('change() of all that match a search changes these, and none of another mailbox', async () => {
  const { account, mailbox } = await filled();
  const { upTo } = await mailbox.messages({ folder: 'inbox', limit: 1 });
  const filter = { folder: 'inbox', q: 'patel', minSeconds: 20, upTo: upTo ?? '' } as const;
  const { messages, failed } = await mailbox.change({ filter }, { status: 'old' });
  expect([messages.map(({ caller }) => caller.name), failed]).toEqual([['Dr Patel'], []]);
  expect(await found(mailbox, { status: 'new' })).toEqual([6, 5, 1]);
  expect(await found(await ownMailbox(account, '1001@default'), { status: 'new' })).toEqual([6, 5, 3, 1]);
});

test('messages() searches the whole folder, and its pages hold what was found and nothing twice', async () => {
  const account = await aMailbox();
  for (let i = 0; i < 12; i++) {
    await deliver(account.imap, aMessage({ caller: { name: i % 2 ? 'Odd' : 'Even' }, storedAt: hour(i) }));
  }
  const mailbox = await ownMailbox(account);
  const hours: number[] = [];
  let before: string | undefined;
  do {
    const page = await mailbox.messages({ folder: 'inbox', limit: 2, before, q: 'odd' });
    expect(page.total).toBe(6);
    hours.push(...page.messages.map(({ receivedAt }) => new Date(receivedAt).getUTCHours()));
    before = page.next ?? undefined;
  } while (before);
  expect(hours).toEqual([11, 9, 7, 5, 3, 1]);
});

test('messages() reads the names of a folder in one FETCH, once, and none for a number', async () => {
  const account = await aMailbox();
  for (const call of CALLS) await deliver(account.imap, aMessage(call));
  const proxy = await misbehave(account.server);
  pointSettingsAt(proxy);
  const { user, password } = account;
  const signedIn = Account.rejoin({ user, password, clientAddress: '192.0.2.1' });
  const mailbox = await openMailbox(signedIn, undefined);
  const fetches = async (q: string) => {
    const before = proxy.seen.filter((command) => command === 'FETCH').length;
    await mailbox.messages({ folder: 'inbox', limit: 1, q });
    return proxy.seen.filter((command) => command === 'FETCH').length - before;
  };
  await mailbox.summary();
  expect([await fetches('no 1'), await fetches('4711'), await fetches('muller'), await fetches('patel')]).toEqual([
    1, 0, 0, 0,
  ]);
  closeConnection(signedIn);
  await proxy.stop();
});
