import { expect, test } from 'vitest';
import { VoicemailChannels } from './voicemail-channels.ts';

const message = (fields: Record<string, string>) => new Map(Object.entries(fields));
const enters = (uniqueid: string, appdata: string) =>
  message({ event: 'Newexten', uniqueid, application: 'VoiceMailMain', appdata });
const MINUTES = 60_000;

test.each([
  ['1001@default,s', { '1001@default': true, '1002@default': false, '1001@sales': false }],
  ['1001', { '1001@default': true, '1002@default': false }],
  ['', { '1001@default': true, '1002@sales': true }],
  ['@default', { '1001@default': true }],
  ['10@default,p', { '1001@default': true, '10@default': true }],
  ['1001@default,sa(2)', { '1001@default': true, '1002@default': false }],
])('VoiceMailMain(%s) opens %j', (data, expected) => {
  const channels = new VoicemailChannels();
  channels.hear(enters('1', data), 0);
  const said = Object.keys(expected).map((mailbox) => [mailbox, channels.isOpen(mailbox, 0)]);
  expect(Object.fromEntries(said)).toEqual(expected);
});

test('a session ends when the channel goes on to something else, or hangs up', () => {
  const channels = new VoicemailChannels();
  channels.hear(enters('1', '1001@default'), 0);
  channels.hear(enters('2', '1001@default'), 0);
  channels.hear(message({ event: 'Newexten', uniqueid: '1', application: 'Playback', appdata: 'bye' }), 0);
  expect(channels.isOpen('1001@default', 0)).toBe(true);
  channels.hear(message({ event: 'Hangup', uniqueid: '2' }), 0);
  expect(channels.isOpen('1001@default', 0)).toBe(false);
});

test('one whose mailbox was keyed in holds up everybody, for an hour at most', () => {
  const channels = new VoicemailChannels();
  channels.hear(enters('1', ''), 0);
  expect(channels.isOpen('1001@default', 59 * MINUTES)).toBe(true);
  expect(channels.isOpen('1001@default', 61 * MINUTES)).toBe(false);
});

test('what CoreShowChannels lists counts, and what was known before does not', () => {
  const channels = new VoicemailChannels();
  channels.hear(enters('gone', '1002@default'), 0);
  channels.forget();
  const listed = { uniqueid: '7', application: 'VoiceMailMain', applicationdata: '1001@default,s' };
  channels.hear(message({ event: 'CoreShowChannel', ...listed }), 0);
  expect([channels.isOpen('1001@default', 0), channels.isOpen('1002@default', 0)]).toEqual([true, false]);
});
