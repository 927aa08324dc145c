import { beforeAll, expect, test } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { newRecoveryCodes, recoveryMark } from './recovery-codes.ts';

beforeAll(() => pointSettingsAt({ host: '127.0.0.1', port: 143 }));

test('newRecoveryCodes() are ten, each of its own', () => {
  const codes = [...newRecoveryCodes(), ...newRecoveryCodes()];
  expect(codes).toHaveLength(20);
  expect(new Set(codes).size).toBe(20);
  for (const code of codes) expect(code).toMatch(/^[a-km-np-z2-9]{5}-[a-km-np-z2-9]{5}$/);
});

test('recoveryMark() is the same however a code is written, and another for another mailbox', () => {
  const mark = recoveryMark('1001@default', 'k4mzt-9wqhx');
  for (const written of ['K4MZT-9WQHX', ' k4mzt9wqhx ', 'k4mzt 9wqhx']) {
    expect(recoveryMark('1001@default', written)).toBe(mark);
  }
  expect(recoveryMark('1002@default', 'k4mzt-9wqhx')).not.toBe(mark);
  expect(mark).not.toContain('k4mzt');
});
