import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { forgetSites } from '#lib/site/following.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { isPollingOff, needsPolling } from './polling.ts';

afterAll(removeFolders);
beforeEach(forgetSites);

test.each([
  ['[general]\npollmailboxes=yes', false],
  ['[general]\npollmailboxes=no', true],
  ['[general]\npollfreq=30', true],
  ['[general]\npollmailboxes=yes\npollmailboxes=no', false],
  ['', true],
  ['[general', false],
  [null, false],
])('isPollingOff() with the voicemail.conf %j is %s', (conf, expected) => {
  const path = join(emptyFolder(), 'voicemail.conf');
  if (conf !== null) writeFileSync(path, conf);
  pointSettingsAt({ host: '127.0.0.1', port: 1 }, { VOICEMAIL_CONF: path, LOG_LEVEL: 'silent' });
  expect(isPollingOff()).toBe(expected);
});

test('isPollingOff() without a voicemail.conf is not known', () => {
  pointSettingsAt({ host: '127.0.0.1', port: 1 }, { LOG_LEVEL: 'silent' });
  expect(isPollingOff()).toBe(false);
});

test.each([
  ['16.28.0~dfsg-0+deb11u4', true],
  ['12.8.2', true],
  ['17.0.0', false],
  ['22.10.1', false],
  ['certified/16.8-cert14', true],
  ['certified/20.7-cert3', false],
  ['GIT-master-3d1f0b2', false],
  ['', false],
])('needsPolling() of Asterisk %j is %s', (version, expected) => {
  expect(needsPolling(version)).toBe(expected);
});
