import { expect, test } from 'vitest';
import { limitedText } from './body.ts';

const post = (body: BodyInit) =>
  new Request('http://localhost/', { method: 'POST', body, duplex: 'half' } as RequestInit);

/** Sends for ever, and counts what was taken. */
function endless() {
  const sent = { bytes: 0 };
  const body = new ReadableStream({
    pull(controller) {
      sent.bytes += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  return { body, sent };
}

test('limitedText() gives a body as text, and nothing for none', async () => {
  expect(await limitedText(post('{"ids":["ä"]}'))).toBe('{"ids":["ä"]}');
  expect(await limitedText(new Request('http://localhost/'))).toBe('');
});

test('limitedText() stops a body that does not end', async () => {
  const { body, sent } = endless();
  await expect(limitedText(post(body))).rejects.toMatchObject({ code: 'body-too-large' });
  expect(sent.bytes).toBeLessThan(1_000_000);
});
