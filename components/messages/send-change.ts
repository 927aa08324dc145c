import { ApiError, changeMessages, purgeMessages } from '#lib/api/client.ts';
import type { ChangeResult, MessageSelection } from '#lib/api/contract.ts';
import type { Change, Wish } from './change.ts';
import type { Journal, Outcome } from './journal.ts';

/** As many as one request may name. */
const MOST_IDS = 500;

/** Sends a change, in as few requests as it takes; what was queued before it has been answered. */
export async function sendChange(journal: Journal, change: Change): Promise<Outcome> {
  const { mailbox, everything, undoes, wish } = change;
  if (everything && !undoes) return send({ mailbox, filter: everything.filter }, wish);
  const known = idsOf(journal, change);
  const outcome: Outcome = { messages: [], failed: [] };
  for (let start = 0; start < known.length; start += MOST_IDS) {
    const part = known.slice(start, start + MOST_IDS);
    const answer = await sendPart(journal, part, change).catch((error: unknown) => {
      if (start === 0) throw error;
      return failedWith(part, error);
    });
    outcome.messages.push(...answer.messages);
    outcome.failed.push(...answer.failed);
  }
  return outcome;
}

/** An undo is for what the change really did, which only its answer says. */
function idsOf(journal: Journal, { undoes, messages }: Change): string[] {
  const done = undoes && journal.outcomeOf(undoes);
  if (done && undoes.everything) return done.messages.map(({ was }) => was);
  const refused = new Set(done?.failed.map(({ id }) => id));
  return messages.map(({ id }) => id).filter((id) => !refused.has(id));
}

async function sendPart(journal: Journal, known: string[], { mailbox, wish }: Change): Promise<Outcome> {
  const knownAs = new Map(known.map((id) => [journal.currentId(id), id]));
  const { messages, failed } = await send({ mailbox, ids: [...knownAs.keys()] }, wish);
  return { messages, failed: failed.map(({ id, code }) => ({ id: knownAs.get(id) ?? id, code })) };
}

function send(selection: MessageSelection, wish: Wish): Promise<ChangeResult> {
  switch (wish.verb) {
    case 'mark':
      return changeMessages({ ...selection, status: wish.status });
    case 'move':
      return changeMessages({ ...selection, folder: wish.folder });
    case 'restore':
      return changeMessages({ ...selection, restore: true });
    case 'purge':
      return purgeMessages({ ...selection, ...(wish.isOverQuota && { overQuota: true }) });
  }
}

function failedWith(ids: string[], error: unknown): Outcome {
  const code = error instanceof ApiError ? error.code : 'unexpected';
  return { messages: [], failed: ids.map((id) => ({ id, code })) };
}
