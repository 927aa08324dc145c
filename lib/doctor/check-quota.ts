import 'server-only';
import type { Check } from './check.ts';
import { eachLook } from './each-look.ts';
import { type Line, ok, untried, warning } from './line.ts';

const NEARLY_FULL = 0.9;

/** How full each mailbox is (RFC 9208). */
export const checkQuota: Check = {
  name: 'quota',
  async *run(patient) {
    for await (const { box, look } of eachLook(patient)) {
      const { isSupported, limits } = look.quota;
      if (!isSupported) yield untried(`how full ${box.name} is`, 'the mail server does not tell');
      else if (!limits) yield ok(`${box.name}: no limit`);
      else {
        const { usedBytes, limitBytes, usedMessages, limitMessages } = limits;
        yield* used(box.name, 'bytes', usedBytes, limitBytes);
        yield* used(box.name, 'messages', usedMessages, limitMessages);
      }
    }
  },
};

function* used(name: string, unit: string, now: number | null, limit: number | null): Iterable<Line> {
  if (limit === null || now === null) return;
  const text = `${name}: ${now} of ${limit} ${unit}`;
  if (limit > 0 && now < NEARLY_FULL * limit) yield ok(text);
  else {
    yield warning(
      text,
      'when it is full callers can leave nothing, and what is deleted on the page must go for good at once',
      'Raise the quota on the mail server, or have its owner delete some',
    );
  }
}
