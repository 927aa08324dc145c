import 'server-only';
import type { FolderLook } from '#lib/imap/looking.ts';
import type { Check } from './check.ts';
import { eachLook } from './each-look.ts';
import { type Line, ok, untried, warning } from './line.ts';
import { span } from './words.ts';

/** Storing a long message takes some seconds, and few clocks agree to one. */
const APART_MS = 60_000;

/** IMAP tells no time of day: what there is to compare is when messages came. */
export const checkClock: Check = {
  name: 'clocks',
  async *run(patient) {
    let hasCompared = false;
    for await (const { box, look } of eachLook(patient)) {
      if (!look.inbox?.newestArrivedAt) continue;
      hasCompared = true;
      yield* compared(box.name, look.inbox, look.inbox.newestArrivedAt);
    }
    if (!hasCompared) yield untried("the mail server's clock", 'no voicemail was found that tells when it came');
  },
};

function* compared(name: string, { voicemail }: FolderLook, arrivedAt: Date): Iterable<Line> {
  const aheadMs = arrivedAt.getTime() - Date.now();
  if (aheadMs > APART_MS) {
    yield warning(
      `${name}: the newest voicemail came ${span(aheadMs)} from now`,
      "the mail server's clock is ahead of the portal's: times on the page are wrong, and so are second factors",
      'Have both follow the same NTP server',
    );
  }
  const storedSeconds = voicemail.at(-1)?.headers.origTimeSeconds ?? null;
  if (storedSeconds === null) return;
  const apartMs = Math.abs(arrivedAt.getTime() - storedSeconds * 1000);
  if (apartMs <= APART_MS) yield ok(`${name}: Asterisk and the mail server agree on when the newest voicemail came`);
  else {
    yield warning(
      `${name}: Asterisk stored the newest voicemail ${span(apartMs)} away from when the mail server took it`,
      'one of the clocks is wrong, or the mailbox was restored from a backup',
      'Have both follow the same NTP server',
    );
  }
}
