import 'server-only';
import { z } from 'zod';
import { type Account, accountName } from '#lib/imap/account.ts';
import { openState } from '#lib/platform/state.ts';

const NOTES = z.object({
  /** A greeting on its way in: what it is and what it takes the place of, so that it can be finished whoever dies. */
  pending: z
    .object({
      messageId: z.string(),
      digest: z.string(),
      uidValidity: z.number(),
      oldUids: z.array(z.number()),
      endsAtSeconds: z.number().nullable(),
    })
    .nullable(),
  /** When the temporary greeting of this Message-ID ends, Unix time. */
  end: z.object({ messageId: z.string(), atSeconds: z.number() }).nullable(),
});

/** What the mail server cannot say of greetings. */
export type GreetingNotes = z.infer<typeof NOTES>;

const NOTHING: GreetingNotes = { pending: null, end: null };

/** Losing them loses no greeting: of two the older one is heard, and the temporary one stays. */
export async function greetingNotes(account: Account): Promise<GreetingNotes> {
  const text = await openState('greetings').get(accountName(account));
  try {
    return NOTES.parse(JSON.parse(text ?? ''));
  } catch {
    return NOTHING;
  }
}

/** Only while the account is locked. */
export async function noteGreetings(account: Account, change: Partial<GreetingNotes>): Promise<void> {
  const notes = { ...(await greetingNotes(account)), ...change };
  const state = openState('greetings');
  if (notes.pending === null && notes.end === null) await state.delete(accountName(account));
  else await state.set(accountName(account), JSON.stringify(notes));
}
