import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, type FakeAmi, type Fields, startAmi } from '#test/ami-server.ts';
import { makeCertificate } from '#test/certificate.ts';
import { makeFolder } from '#test/keeper.ts';
import { runAs } from '#test/run-as.ts';
import { AmiConnection, AmiRefusal } from './ami-connection.ts';

async function open(server: FakeAmi, patienceMs = 1000) {
  const events: Fields[] = [];
  const hear = (event: ReadonlyMap<string, string>) => void events.push(Object.fromEntries(event));
  return { events, connection: await AmiConnection.open(server.login, hear, { hasEvents: true, patienceMs }) };
}

test('open() signs in by a challenge: the secret never crosses the wire', async () => {
  const server = await startAmi();
  const { connection } = await open(server);
  expect(server.heard).not.toContain(server.login.secret);
  expect(server.actions('Login')).toMatchObject([{ username: 'lamplight', authtype: 'MD5', events: 'on' }]);
  connection.close();
  await connection.ended;
});

test('open() with a wrong secret is refused in the words of Asterisk', async () => {
  const server = await startAmi();
  const login = { ...server.login, secret: 'another' };
  const opening = AmiConnection.open(login, () => undefined, { hasEvents: true, patienceMs: 1000 });
  await expect(opening).rejects.toThrow(AmiRefusal);
  await expect(opening).rejects.toThrow('Authentication failed');
});

test('ask() resolves when the list is whole, and what happens meanwhile is heard in its order', async () => {
  const server = await startAmi();
  server.channels = [{ Uniqueid: '1' }, { Uniqueid: '2' }];
  const { connection, events } = await open(server);
  const reply = await connection.ask('CoreShowChannels');
  expect(reply.get('response')).toBe('Success');
  expect(events.map(({ uniqueid }) => uniqueid)).toEqual(['1', '2']);
});

const halfAList: Answer = ({ actionid = '' }) => [
  { Response: 'Success', EventList: 'start' },
  `Event: CoreShowChannel\r\nActionID: ${actionid}\r\nUniqueid: 1\r\n`,
];

test('ask() fails when Asterisk hangs up in the middle of a list', async () => {
  const server = await startAmi({ answers: { CoreShowChannels: halfAList } });
  const { connection } = await open(server);
  const asking = connection.ask('CoreShowChannels');
  setTimeout(() => server.drop(), 20);
  await expect(asking).rejects.toThrow('the connection ended');
  await connection.ended;
  await expect(connection.ask('Ping')).rejects.toThrow('the connection is gone');
});

test.each<[string, Record<string, Answer>]>([
  ['falls silent', { Ping: () => [] }],
  ['never ends a list', { Ping: halfAList }],
  ['never ends a message', { Ping: () => ['Response: Success\r\n', `Output: ${'x'.repeat(300 * 1024)}`] }],
])('ask() fails, and the connection ends, when Asterisk %s', async (_, answers) => {
  const server = await startAmi({ answers });
  const { connection } = await open(server, 100);
  await expect(connection.ask('Ping')).rejects.toThrow('the connection ended');
  await connection.ended;
});

test('lines that are none are passed over, and what arrives byte by byte is read whole', async () => {
  const server = await startAmi();
  const { connection, events } = await open(server);
  server.tell('\r\n\r\nno colon here\r\n: no name\r\nEvent: Odd\r\nName: José: Núñez\r\n\r\n');
  for (const byte of 'Event: Slow\r\nMailbox: 1001@default\r\n\r\n') server.tell(byte);
  await connection.ask('Ping');
  const named = events.filter(({ event }) => event);
  expect(named).toEqual([
    { event: 'Odd', name: 'José: Núñez' },
    { event: 'Slow', mailbox: '1001@default' },
  ]);
});

test('ask() sends nothing that would begin a line of its own', async () => {
  const server = await startAmi();
  const { connection } = await open(server);
  expect(() => connection.ask('MailboxCount', { Mailbox: '1001\r\nAction: Originate' })).toThrow('more than one line');
  expect(server.heard).not.toContain('Originate');
});

test('a certificate that nobody vouches for ends it before anything is said', async () => {
  const folder = makeFolder(runAs());
  makeCertificate(folder);
  const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(join(folder, name)));
  const server = await startAmi({ tls: { key: key as Buffer, cert: cert as Buffer } });
  await expect(open(server)).rejects.toThrow(/self-signed/);
  expect(server.heard).toBe('');
});
