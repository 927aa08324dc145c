import { afterAll, expect, test } from 'vitest';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, type TestMailbox } from '#test/mailbox.ts';
import { leaveMessage, PhoneSession } from './asterisk.ts';
import { Wire } from './wire.ts';

// What was seen on a real Asterisk 16.28 (docs/asterisk.md): a model that does otherwise would prove nothing.

const ADA = { extension: '1001', context: 'default' };
const wires: Wire[] = [];

afterAll(() => {
  for (const wire of wires) wire.close();
});

async function wireTo({ server, user, password }: TestMailbox): Promise<Wire> {
  const wire = await Wire.login({ host: server.host, port: server.port, user, password });
  wires.push(wire);
  return wire;
}

async function inboxWith(names: string[]) {
  const mailbox = await aMailbox();
  for (const name of names) await deliver(mailbox.imap, aMessage({ caller: { name } }));
  return { mailbox, phone: new PhoneSession(await wireTo(mailbox), 'INBOX', ADA), other: await wireTo(mailbox) };
}

async function callersIn(wire: Wire): Promise<string[]> {
  await wire.ask('EXAMINE INBOX');
  const [answer] = await wire.tryAll('FETCH 1:* BODY.PEEK[HEADER.FIELDS (X-Asterisk-VM-Caller-ID-Name)]');
  return (answer?.lines ?? []).flatMap((line) => /Name: (.*)\r/.exec(line)?.[1] ?? []);
}

const at = ({ places }: PhoneSession, index: number) => places[index] ?? { number: 0, meant: '', isDeleted: false };

async function pressDelete(phone: PhoneSession, index: number): Promise<void> {
  await phone.play(at(phone, index));
  phone.setDeleted(at(phone, index), true);
}

test('PhoneSession destroys THREE when ONE is expunged under it and the owner goes on to the next', async () => {
  const { phone, other } = await inboxWith(['ONE', 'TWO', 'THREE', 'FOUR']);
  await phone.begin('new');
  await phone.play(at(phone, 0));
  await other.ask('SELECT INBOX');
  await other.ask('STORE 1 +FLAGS (\\Deleted)');
  await other.ask('EXPUNGE');
  await pressDelete(phone, 1);
  const [press] = await phone.hangUp();
  expect(press?.hit?.name).not.toBe(press?.meant);
  expect(await callersIn(other)).toEqual(['TWO', 'FOUR']);
});

test('PhoneSession destroys D and lets C live when B lay about as \\Deleted and the owner deleted C and E', async () => {
  const { phone, other } = await inboxWith(['A', 'B', 'C', 'D', 'E', 'F']);
  await other.ask('SELECT INBOX');
  await other.ask('STORE 2 +FLAGS (\\Deleted)');
  await phone.begin('new');
  for (const index of [1, 3]) await pressDelete(phone, index);
  const presses = await phone.hangUp();
  expect(presses.map(({ meant, hit }) => meant === hit?.name)).toEqual([true, false]);
  expect(await callersIn(other)).toEqual(['A', 'C', 'F']);
});

test('PhoneSession deletes what was heard when nobody interferes, and marks heard what it plays', async () => {
  const { phone, other } = await inboxWith(['A', 'B', 'C', 'D']);
  await phone.begin('new');
  for (const index of [0, 2]) await pressDelete(phone, index);
  await phone.play(at(phone, 1));
  const presses = await phone.hangUp();
  expect(presses.map(({ meant, hit }) => meant === hit?.name)).toEqual([true, true]);
  expect(await callersIn(other)).toEqual(['B', 'D']);
  expect(await other.ask('SEARCH SEEN')).toEqual(['* SEARCH 1']);
});

test('PhoneSession saves to Work as a copy, and the message stays in the inbox', async () => {
  const { phone, other } = await inboxWith(['A']);
  await phone.begin('new');
  await phone.play(at(phone, 0));
  await phone.save(at(phone, 0), 'Work');
  await phone.hangUp();
  expect(await callersIn(other)).toEqual(['A']);
  await other.ask('EXAMINE Work');
  expect(await other.ask('SEARCH ALL')).toEqual(['* SEARCH 1']);
});

test('leaveMessage() takes everything with it that lies about as \\Deleted, ordinary mail too', async () => {
  const { mailbox, phone, other } = await inboxWith(['A', 'B']);
  await deliver(mailbox.imap, anOrdinaryMail());
  await other.ask('SELECT INBOX');
  await other.ask('STORE 1,3 +FLAGS (\\Deleted)');
  const { raw } = aMessage({ caller: { name: 'C' } });
  expect(await leaveMessage(phone.wire, 'INBOX', { user: ADA, raw, urgent: false, maxMessages: 9 })).toBe(true);
  expect(await callersIn(other)).toEqual(['B', 'C']);
  expect(await leaveMessage(phone.wire, 'INBOX', { user: ADA, raw, urgent: false, maxMessages: 2 })).toBe(false);
});
