import { expect, test } from 'vitest';
import { addressText } from '#lib/voicemail/address.ts';
import { VoicemailChannels } from './voicemail-channels.ts';

const message = (fields: Record<string, string>) => new Map(Object.entries(fields));
const enters = (uniqueid: string, appdata: string) =>
  message({ event: 'Newexten', uniqueid, application: 'VoiceMailMain', appdata });
const MINUTES = 60_000;

const isOpen = (channels: VoicemailChannels, mailbox: string, nowMs = 0) =>
  channels.isOpen((address) => addressText(address) === mailbox, nowMs);

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
  const said = Object.keys(expected).map((mailbox) => [mailbox, isOpen(channels, mailbox)]);
  expect(Object.fromEntries(said)).toEqual(expected);
});

test('a session ends when the channel goes on to something else, or hangs up', () => {
  const channels = new VoicemailChannels();
  channels.hear(enters('1', '1001@default'), 0);
  channels.hear(enters('2', '1001@default'), 0);
  const next = message({ event: 'Newexten', uniqueid: '1', application: 'Playback', appdata: 'bye' });
  expect(channels.hear(next, 0)).toEqual({ ended: [{ extension: '1001', context: 'default' }] });
  expect(isOpen(channels, '1001@default')).toBe(true);
  const hangup = (uniqueid: string) => channels.hear(message({ event: 'Hangup', uniqueid }), 0).ended;
  expect(hangup('2')).toHaveLength(1);
  expect(isOpen(channels, '1001@default')).toBe(false);
  expect(hangup('3')).toEqual([]);
});

test.each([
  ['ExecIf', '1?VoiceMailMain(1001@default,s):Playback(bye)', true],
  ['TryExec', 'VoicemailMain(1001@default,sa(2))', true],
  ['ExecIf', '1?Playback(bye)', false],
  ['NoOp', 'VoiceMailMain(1001@default)', false],
])('%s(%s) opens 1001: %s', (application, appdata, expected) => {
  const channels = new VoicemailChannels();
  channels.hear(message({ event: 'Newexten', uniqueid: '1', application, appdata }), 0);
  expect(isOpen(channels, '1001@default')).toBe(expected);
});

test('a session that was transferred goes on though a zombie hangs up, until a list shows it no more', () => {
  const channels = new VoicemailChannels();
  channels.hear(enters('1', '1001@default'), 0);
  channels.hear(message({ event: 'Hangup', uniqueid: '1', channel: 'PJSIP/1001-00000001<ZOMBIE>' }), 0);
  expect(isOpen(channels, '1001@default')).toBe(true);
  expect(channels.endList(10_000).ended).toEqual([{ extension: '1001', context: 'default' }]);
  expect(isOpen(channels, '1001@default')).toBe(false);
});

test('one whose mailbox was keyed in holds up everybody, for an hour at most', () => {
  const channels = new VoicemailChannels();
  channels.hear(enters('1', ''), 0);
  expect(isOpen(channels, '1001@default', 59 * MINUTES)).toBe(true);
  expect(isOpen(channels, '1001@default', 61 * MINUTES)).toBe(false);
});

const listed = (uniqueid: string, mailbox: string) =>
  message({ event: 'CoreShowChannel', uniqueid, application: 'VoiceMailMain', applicationdata: `${mailbox},s` });

test('a list of all channels adds what it shows, and ends what it shows no more', () => {
  const channels = new VoicemailChannels();
  channels.hear(enters('lost', '1002@default'), 0);
  channels.hear(enters('just begun', '1003@default'), 9000);
  channels.hear(listed('7', '1001@default'), 10_000);
  expect(channels.endList(10_000)).toMatchObject({ isTold: true });
  const open = ['1001@default', '1002@default', '1003@default'].filter((mailbox) => isOpen(channels, mailbox));
  expect(open).toEqual(['1001@default', '1003@default']);
});

test('sessions that list after list shows and no event tells of mean that no events come', () => {
  const channels = new VoicemailChannels();
  channels.hear(listed('there before us', '1001@default'), 0);
  channels.endList(0);
  channels.hear(listed('there before us', '1001@default'), 15_000);
  channels.hear(listed('new', '1002@default'), 15_000);
  expect(channels.endList(15_000)).toMatchObject({ isTold: true });
  channels.hear(listed('new', '1002@default'), 30_000);
  expect(channels.endList(30_000)).toMatchObject({ isTold: false });
});

test('an event that only comes late is as good as one in time', () => {
  const channels = new VoicemailChannels();
  channels.endList(0);
  channels.hear(listed('new', '1002@default'), 15_000);
  channels.endList(15_000);
  channels.hear(enters('new', '1002@default'), 15_001);
  channels.hear(listed('new', '1002@default'), 30_000);
  expect(channels.endList(30_000)).toMatchObject({ isTold: true });
});
