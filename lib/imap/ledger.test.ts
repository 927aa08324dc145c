import { expect, test } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { startRedis } from '#test/redis.ts';
import { Account } from './account.ts';
import { editLedger, ledgerOf } from './ledger.ts';

const NOBODY = { host: '127.0.0.1', port: 1 };

test.each(['a folder', 'Redis'])(
  'editLedger() loses neither of two edits that are made at once, in %s',
  async (place) => {
    const redis = place === 'Redis' ? await startRedis() : null;
    pointSettingsAt(NOBODY, { REDIS_URL: redis?.url ?? '' });
    const account = Account.rejoin({ user: place, password: 'secret', clientAddress: '192.0.2.1' });
    await Promise.all([
      editLedger(account, (ledger) => ({ ...ledger, sinceSeconds: { 'Deleted 1 1': 1 } })),
      editLedger(account, (ledger) => ({ ...ledger, lifted: { 'INBOX 1': [1] } })),
    ]);
    expect(await ledgerOf(account)).toMatchObject({ sinceSeconds: { 'Deleted 1 1': 1 }, lifted: { 'INBOX 1': [1] } });
    await redis?.stop();
  },
);

test('ledgerOf() that reads while somebody writes does not bring back what was', async () => {
  pointSettingsAt(NOBODY);
  const account = Account.rejoin({ user: 'read meanwhile', password: 'secret', clientAddress: '192.0.2.1' });
  await editLedger(account, (ledger) => ({ ...ledger, sinceSeconds: { 'Deleted 1 1': 1 } }));
  // As after a restart.
  Reflect.deleteProperty(globalThis, Symbol.for('lamplight.ledgers'));
  let isWritten = false;
  const written = editLedger(account, (ledger) => ({ ...ledger, sinceSeconds: { 'Deleted 1 2': 2 } })).then(() => {
    isWritten = true;
  });
  const looks: Promise<unknown>[] = [];
  while (!isWritten) {
    looks.push(ledgerOf(account));
    await new Promise(setImmediate);
  }
  await Promise.all([written, ...looks]);
  expect((await ledgerOf(account)).sinceSeconds).toEqual({ 'Deleted 1 2': 2 });
});
