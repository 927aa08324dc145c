import { expect, test } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox } from '#test/mailbox.ts';
import { RawImap } from './raw-imap.ts';

test('command() reads to the end of an answer that comes in many pieces', async () => {
  const { server, user, password, imap } = await aMailbox();
  const recording = { extension: 'gsm', bytes: Buffer.alloc(1_000_000) };
  const uid = await deliver(imap, aMessage({ recording }));
  const raw = await RawImap.login({ ...server, name: user, password });
  await raw.command('SELECT INBOX');
  const answer = (await raw.command(`UID FETCH ${uid} BODY.PEEK[2]`)).toString('latin1');
  expect(answer.length).toBeGreaterThan(1_000_000);
  expect(answer).toMatch(/\r\na3 OK [^\r\n]*\r\n$/);
  raw.close();
});

test('command() that the mail server refuses is an error', async () => {
  const { server, user, password } = await aMailbox();
  const raw = await RawImap.login({ ...server, name: user, password });
  await expect(raw.command('SELECT "No such folder"')).rejects.toThrow('refused SELECT');
  await expect(RawImap.login({ ...server, name: user, password: 'wrong' })).rejects.toThrow('refused LOGIN');
  raw.close();
});
