import { expect, test } from 'vitest';
import { codecOfName } from './codec.ts';

test.each([
  ['gsm', 'gsm'],
  ['WAV', 'wav49'],
  ['wav49', 'wav49'],
  ['wav', 'wav'],
  ['wav16', 'wav16'],
  ['pcm', 'ulaw'],
  ['ul', 'ulaw'],
  ['mu', 'ulaw'],
  ['al', 'alaw'],
  ['pcma', 'alaw'],
  ['raw', 'sln'],
  ['slin', 'sln'],
  ['sln16', 'sln16'],
  ['sln192', 'sln192'],
  ['g722', 'g722'],
  ['ogg', 'ogg'],
])('codecOfName() knows .%s as %s', (extension, codec) => {
  expect(codecOfName(extension)).toBe(codec);
});

test('codecOfName() forgives the case of all but .wav and .WAV, which are two codecs', () => {
  expect(['GSM', 'ULaw', 'Wav'].map(codecOfName)).toEqual(['gsm', 'ulaw', 'wav']);
});

test.each(['', 'mp3', 'g729', '.gsm', 'constructor', '__proto__'])('codecOfName() gives null for %j', (extension) => {
  expect(codecOfName(extension)).toBeNull();
});
