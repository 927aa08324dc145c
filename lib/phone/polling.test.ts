import { expect, test } from 'vitest';
import { hasPolling, needsPolling } from './polling.ts';

test.each([
  ['[general]\npollmailboxes=yes', true],
  ['[general]\r\n  PollMailboxes  =>  On  ; at last\r\n', true],
  ['[general](+)\npollmailboxes = 1', true],
  ['', false],
  ['[general]\npollfreq=30', false],
  ['[general]\npollmailboxes=no', false],
  ['[general]\npollmailboxes=yesterday', false],
  ['[general]\n;pollmailboxes=yes', false],
  ['[general]\npollmailboxes=no ;pollmailboxes=yes', false],
  ['[general]\n;-- \npollmailboxes=yes\n--;\npollfreq=30', false],
  ['[general]\n;-- one ;-- two --;\npollmailboxes=yes\n--;', false],
  ['[general]\n;-- once --;\npollmailboxes=yes', true],
  ['[general]\n;------ a line ------\npollmailboxes=yes', true],
  ['[general]\nexternnotify=/bin/a\\;b\npollmailboxes=yes', true],
  ['[default]\npollmailboxes=yes\n[general]\nformat=gsm', false],
  ['[general]\npollmailboxes=yes\n[default]\npollmailboxes=no', true],
])('hasPolling() of %j is %s', (conf, expected) => {
  expect(hasPolling(conf)).toBe(expected);
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
