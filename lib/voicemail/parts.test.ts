import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from '#test/fuzz.ts';
import { findParts, type PartNode } from './parts.ts';

// As imapflow gives Dovecot's BODYSTRUCTURE of the messages in test/fixtures/asterisk-16.
const text: PartNode = { part: '1', type: 'text/plain', parameters: { charset: 'UTF-8' }, encoding: '8bit', size: 273 };
const sound = (part: string, name: string, type = 'audio/x-gsm', size = 3666): PartNode => ({
  part,
  type,
  parameters: { name },
  description: 'Voicemail sound attachment.',
  encoding: 'base64',
  size,
  dispositionParameters: { filename: name },
});
const mixed = (...childNodes: PartNode[]): PartNode => ({ type: 'multipart/mixed', childNodes });

test('findParts() finds text and recording as Asterisk writes them', () => {
  expect(findParts(mixed(text, sound('2', 'msg0001.gsm')))).toEqual({
    recording: {
      part: '2',
      contentType: 'audio/x-gsm',
      encoding: 'base64',
      extension: 'gsm',
      encodedSizeBytes: 3666,
      sizeBytes: 2673,
    },
    intro: null,
    body: { part: '1', encoding: '8bit', charset: 'UTF-8' },
  });
});

const files = readdirSync('test/fixtures/asterisk-16').filter((name) => name.endsWith('.eml'));

test.each(files)('findParts() says the size of the recording in %s to within three bytes', (file) => {
  const message = readFileSync(`test/fixtures/asterisk-16/${file}`, 'latin1');
  const [, base64 = ''] = /attachment; filename=[^\r]+\r\n\r\n(.*?)\r\n--/s.exec(message) ?? [];
  const { recording } = findParts(mixed(text, sound('2', 'msg0001.gsm', 'audio/x-gsm', base64.length)));
  const storedBytes = Buffer.from(base64, 'base64').length;
  expect(storedBytes).toBeGreaterThan(1000);
  expect(Math.abs((recording?.sizeBytes ?? 0) - storedBytes)).toBeLessThanOrEqual(3);
});

test.each([
  ['a greeting', mixed(text, sound('2', 'unavail.WAV', 'audio/x-wav')), '2', 'WAV', null],
  ['a forward with intro', mixed(text, sound('2', 'msg0004.WAV'), sound('3', 'msgintro0004.WAV')), '2', 'WAV', '3'],
  ['an intro put first', mixed(text, sound('2', 'msgintro0004.gsm'), sound('3', 'msg0004.gsm')), '3', 'gsm', '2'],
  ['an intro alone', mixed(text, sound('2', 'msgintro0004.gsm')), '2', 'gsm', null],
  ['Ogg', mixed(text, sound('2', 'msg0004.ogg', 'application/ogg')), '2', 'ogg', null],
  ['sound before text', mixed(sound('1', 'a.wav'), { ...text, part: '2' }), '1', 'wav', null],
  ['two sounds, neither of them part 2', mixed(sound('3', 'a.wav'), sound('4', 'b.wav')), '3', 'wav', null],
  ['two sounds, the second is part 2', mixed(sound('1', 'a.wav'), sound('2', 'b.gsm')), '2', 'gsm', null],
  ['a message that is one sound', { type: 'audio/x-wav', parameters: { name: 'a.wav' } }, '1', 'wav', null],
  ['a nested multipart', mixed(text, { ...mixed(sound('2.1', 'a.wav')), part: '2' }), '2.1', 'wav', null],
  [
    'a type that says nothing',
    mixed(text, { part: '2', type: 'application/octet-stream', dispositionParameters: { filename: 'msg0004.WAV' } }),
    '2',
    'WAV',
    null,
  ],
  [
    'a description and nothing else',
    mixed({ part: '2', type: 'application/x', description: 'Voicemail sound attachment.' }),
    '2',
    null,
    null,
  ],
  [
    'sound that claims to be text',
    mixed(text, { part: '2', type: 'text/plain', parameters: { name: 'msg0004.ulaw' } }),
    '2',
    'ulaw',
    null,
  ],
  ['a sound without a name', mixed(text, { part: '2', type: 'audio/basic' }), '2', null, null],
  ['Ogg without a name', mixed(text, { part: '2', type: 'application/ogg' }), '2', null, null],
  ['several dots: all after the first', mixed(text, sound('2', 'msg.0001.wav')), '2', '0001.wav', null],
  ['no dot', mixed(text, sound('2', 'msg0001')), '2', null, null],
  ['an endless extension', mixed(text, sound('2', `a.${'x'.repeat(17)}`)), '2', null, null],
])('findParts() of %s', (_, structure, part, extension, intro) => {
  const found = findParts(structure);
  expect(found.recording).toMatchObject({ part, extension });
  expect(found.intro?.part ?? null).toBe(intro);
});

test.each([
  ['nothing', null],
  ['no attachment', mixed(text)],
  ['a picture', mixed(text, { part: '2', type: 'image/png', parameters: { name: 'wav.png' } })],
  [
    'a voicemail inside an attached mail',
    mixed(text, { part: '2', type: 'message/rfc822', childNodes: [sound('2.1', 'a.wav')] }),
  ],
  ['an empty multipart', mixed()],
])('findParts() finds no recording in %s', (_, structure) => {
  expect(findParts(structure)).toMatchObject({ recording: null, intro: null });
});

test('findParts() takes no sound for the text', () => {
  const named = { part: '1', type: 'text/plain', parameters: { name: 'msg0004.ulaw' } };
  expect(findParts(mixed(named, { ...text, part: '2' })).body?.part).toBe('2');
  expect(findParts(mixed(named)).body).toBeNull();
});

test('findParts() says no negative size', () => {
  expect(findParts(sound('2', 'a.wav', 'audio/x-wav', 1)).recording?.sizeBytes).toBe(0);
});

test('findParts() takes the size as it is where nothing is encoded, and has none where none was said', () => {
  expect(findParts({ ...sound('2', 'a.wav'), encoding: '8BIT' }).recording).toMatchObject({
    encoding: '8bit',
    sizeBytes: 3666,
  });
  const { size, ...unsized } = sound('2', 'a.wav');
  expect(size).toBe(3666);
  expect(findParts(unsized).recording).toMatchObject({ encodedSizeBytes: null, sizeBytes: null });
});

test('findParts() looks at 10,000 parts, however deep, and no further', () => {
  const wide = mixed(...Array.from({ length: 9_998 }, () => text), sound('9999', 'a.wav'));
  expect(findParts(wide).recording?.part).toBe('9999');
  expect(findParts(mixed(text, wide)).recording).toBeNull();
  let deep = sound('1', 'a.wav');
  for (let depth = 0; depth < 9_999; depth++) deep = mixed(deep);
  expect(findParts(deep).recording?.part).toBe('1');
  expect(findParts(mixed(deep)).recording).toBeNull();
});

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const names = fc.oneof(
  fc.constantFrom('msg0001.gsm', 'msgintro0001.WAV', 'MSGINTRO', '.', 'a.b.wav', ''),
  fc.string({ maxLength: 30 }),
);
const types = fc.constantFrom(
  'text/plain',
  'audio/x-wav',
  'application/ogg',
  'application/octet-stream',
  'message/rfc822',
  'audio/',
  '/',
  '',
);
const { tree } = fc.letrec<{ tree: PartNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.record<PartNode>({
      part: optional(fc.constantFrom('1', '2', '3', '2.1')),
      type: types,
      parameters: optional(fc.record({ name: names, charset: fc.constantFrom('UTF-8', '') })),
      dispositionParameters: optional(fc.record({ filename: names })),
      description: optional(fc.constantFrom('Voicemail sound attachment.', '')),
      encoding: optional(fc.constantFrom('base64', 'BASE64', '8bit', '')),
      size: optional(fc.oneof(fc.integer(), fc.double())),
    }),
    fc.record<PartNode>({
      part: fc.constantFrom('1', '2', undefined),
      type: fc.constantFrom('multipart/mixed', 'multipart/', 'message/rfc822', 'audio/x-wav'),
      childNodes: optional(fc.array(tie('tree'), { maxLength: 5 })),
    }),
  ),
}));

fuzz('findParts() takes any tree', tree, (root) => {
  const { recording, intro, body } = findParts(root);
  if (intro) expect(recording).not.toBeNull();
  for (const found of [recording, intro, body]) expect(found?.part ?? '1').toMatch(/^[1-9.]+$/);
  for (const sizeBytes of [recording?.sizeBytes, intro?.sizeBytes]) {
    expect(sizeBytes === null || sizeBytes === undefined || sizeBytes >= 0).toBe(true);
  }
});
