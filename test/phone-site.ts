import { expect, vi } from 'vitest';
import { phoneTrouble, startPhone } from '#lib/phone/phone.ts';
import { type AmiScript, type FakeAmi, startAmi } from './ami-server.ts';
import { pointSettingsAt } from './mailbox.ts';

/** A mail server that nobody asks. */
export const nowhere = { host: '127.0.0.1', port: 1 };

/** Any step of any call. */
export const STEP = {
  Event: 'Newexten',
  Uniqueid: 'other',
  Channel: 'PJSIP/other',
  Application: 'Answer',
  AppData: '',
};

/** A portal whose settings name these Asterisks. */
export function startFor(servers: FakeAmi[], more: Record<string, string> = {}) {
  const hosts = servers.map(({ settings }) => settings.AMI_HOST).join(' ');
  pointSettingsAt(nowhere, { ...servers[0]?.settings, AMI_HOST: hosts, LOG_LEVEL: 'silent', ...more });
  startPhone();
}

export async function started(script: AmiScript = {}): Promise<FakeAmi> {
  const server = await startAmi(script);
  startFor([server]);
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull());
  return server;
}

/** As long as it takes until the next list of channels has come. */
export async function looksAgain(server: FakeAmi): Promise<void> {
  const before = server.actions('CoreShowChannels').length;
  vi.advanceTimersByTime(15_000);
  await vi.waitFor(() => expect(server.actions('CoreShowChannels').length).toBeGreaterThan(before));
}
