import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AmiScript, inMenu, startAmi } from '#test/ami-server.ts';
import { looksAgain, STEP, started, startFor } from '#test/phone-site.ts';
import { phoneTrouble, stopPhone } from './phone.ts';
import { phoneSessions } from './sessions.ts';

const sessions = () => phoneSessions([{ extension: '1001', context: 'default' }]);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => {
  stopPhone();
  vi.useRealTimers();
});

test('a wrong secret is told from an Asterisk that is down', async () => {
  const server = await startAmi();
  startFor([server], { AMI_SECRET: 'another' });
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-refused'));
  expect(sessions()).toBe('unknown');
});

test.each(['VoicemailRefresh', 'MailboxCount', 'CoreShowChannels'])(
  'a user who may not %s is no help',
  async (action) => {
    const server = await startAmi({ forbidden: [action] });
    startFor([server]);
    await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-forbidden'));
    expect(sessions()).toBe('unknown');
  },
);

test('a user who hears no events is found out by two lists', async () => {
  const server = await started();
  server.channels = [inMenu('1', '1001@default').listed];
  await looksAgain(server);
  await looksAgain(server);
  await vi.waitFor(() => expect([phoneTrouble(), sessions()]).toEqual(['ami-forbidden', 'unknown']));
});

test('a user who seemed to hear no events is believed once a step is told', async () => {
  const server = await started();
  server.channels = [inMenu('1', '1001@default').listed];
  await looksAgain(server);
  await looksAgain(server);
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-forbidden'));
  server.tell(STEP);
  await vi.waitFor(() => expect([phoneTrouble(), sessions()]).toEqual([null, 'open']));
});

test('what Asterisk could not yet do when it was signed in to is found when its modules are loaded', async () => {
  const script: AmiScript = { forbidden: ['VoicemailRefresh', 'MailboxCount'] };
  const server = await startAmi(script);
  startFor([server]);
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-forbidden'));
  script.forbidden = [];
  vi.advanceTimersByTime(3000);
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull());
  server.tell(STEP);
  await vi.waitFor(() => expect(sessions()).toBe('none'));
});
