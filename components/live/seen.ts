import { type Message, parseMessageId } from '#lib/voicemail/message.ts';

/** What the tabs of a browser have seen of an inbox. Nothing of the messages but what tells them apart. */
export interface Seen {
  /** When it was looked at, in milliseconds since 1970. */
  checkedAt: number;
  /** `null` while nothing has ever been there. */
  uidValidity: number | null;
  /** The highest UID: what came later has a higher one. */
  uid: number;
  /** Asterisk's ids: a message that is moved away and back is no new one. */
  asteriskIds: string[];
}

const MOST_IDS = 200;

/** @param seen `null` where nothing was: then nothing is an arrival */
export function arrivalsIn(messages: Message[], seen: Seen | null): Message[] {
  return messages.filter(({ id, status, asteriskId }) => {
    const place = parseMessageId(id);
    const isLater = seen && place && [null, place.uidValidity].includes(seen.uidValidity) && place.uid > seen.uid;
    return isLater && status === 'new' && !(asteriskId && seen.asteriskIds.includes(asteriskId));
  });
}

export function seenWith(seen: Seen | null, messages: Message[], checkedAt: number): Seen {
  const places = messages.flatMap(({ id }) => parseMessageId(id) ?? []);
  const uidValidity = places[0]?.uidValidity ?? seen?.uidValidity ?? null;
  const known = seen?.uidValidity === uidValidity ? seen.uid : 0;
  const ids = [...messages.flatMap(({ asteriskId }) => asteriskId ?? []), ...(seen?.asteriskIds ?? [])];
  return {
    checkedAt,
    uidValidity,
    uid: Math.max(known, ...places.map(({ uid }) => uid)),
    asteriskIds: [...new Set(ids)].slice(0, MOST_IDS),
  };
}
