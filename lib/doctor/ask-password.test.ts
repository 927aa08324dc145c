import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { expect, test } from 'vitest';
import { askPassword } from './ask-password.ts';

/** A keyboard, and what is shown of it. */
function terminal(keys: string) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => void modes.push(isRaw),
  });
  input.write(keys);
  let shown = '';
  const tell = (text: string) => {
    shown += text;
  };
  return { input: input as unknown as ReadStream, tell, modes, shown: () => shown };
}

test('askPassword() shows nothing of what is typed, and leaves the terminal as it was', async () => {
  const { input, tell, modes, shown } = terminal('secx\u007fret\rmore');
  expect(await askPassword('ada', input, tell)).toBe('secret');
  expect(shown()).toBe('Password of ada: \n');
  expect(modes).toEqual([true, false]);
});

test('askPassword() ends at Ctrl-C', async () => {
  const { input, tell, modes } = terminal('sec\u0003');
  await expect(askPassword('ada', input, tell)).rejects.toThrow('Stopped');
  expect(modes).toEqual([true, false]);
});

test.each([
  ['secret\n', 'secret'],
  ['secret', 'secret'],
  ['sec ret\r\nanother\n', 'sec ret'],
])('askPassword() takes the first line of %j', async (piped, expected) => {
  const input = new PassThrough().end(piped) as unknown as ReadStream;
  expect(await askPassword('ada', input, () => {})).toBe(expected);
});

test('askPassword() of nothing says so', async () => {
  const input = new PassThrough().end('\n') as unknown as ReadStream;
  await expect(askPassword('ada', input, () => {})).rejects.toThrow('no password was given');
});
