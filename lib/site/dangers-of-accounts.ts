import 'server-only';
import { addressText, isCountedByAsterisk } from '#lib/voicemail/address.ts';
import { fold } from './bytes.ts';
import { type Finding, type FindingKind, finding } from './finding.ts';
import type { Site } from './site.ts';
import { type SiteMailbox, storedAddress } from './site-mailbox.ts';

/** More mailboxes in one account than this are not compared with one another: it is said that they share it. */
const MOST_COMPARED = 500;

/** What comes of several mailboxes with one login. */
export function accountDangers({ mailboxes }: Site): Finding[] {
  return [...groups(mailboxes, ({ user }) => (user === null ? null : fold(user)))].flatMap((sameLogin) => {
    const servers = groups(sameLogin, ({ mailServer: { host, port } }) => `${host}:${port}`);
    return [...acrossServers(servers), ...servers.flatMap(sharing)];
  });
}

function acrossServers([first, second]: SiteMailbox[][]): Finding[] {
  return first && second ? [about('login-on-two-servers', [first[0], second[0]])] : [];
}

function sharing(mailboxes: SiteMailbox[]): Finding[] {
  if (mailboxes.length < 2) return [];
  const shared = groups(mailboxes, ({ shareId }) => shareId).filter((same) => same.length > 1);
  // Who share an id are meant to be one.
  const apart = groups(mailboxes, ({ shareId, address }) => shareId ?? addressText(address)).map(([one]) => one);
  return [
    ...shared.map((same) => about('share-id-shared', same)),
    ...(apart.length > 1 ? [about('account-shared', apart)] : []),
    ...insides(mailboxes),
  ];
}

/** Asterisk's search finds a part of the number, in the whole folder. */
function insides(mailboxes: SiteMailbox[]): Finding[] {
  const compared = mailboxes.slice(0, MOST_COMPARED);
  return compared.flatMap((asked) =>
    compared
      .filter((owner) => owner.folder === asked.folder && isInside(owner, asked))
      .map((owner) => about('mailbox-inside-another', [asked, owner])),
  );
}

function isInside(owner: SiteMailbox, asked: SiteMailbox): boolean {
  const [theirs, ours] = [storedAddress(owner), storedAddress(asked)];
  return fold(addressText(theirs)) !== fold(addressText(ours)) && isCountedByAsterisk(theirs, ours);
}

function about(kind: FindingKind, mailboxes: (SiteMailbox | undefined)[]): Finding {
  const known = mailboxes.filter((one) => one !== undefined);
  const names = known.slice(0, 5).map(({ address }) => addressText(address));
  const rest = known.length > 5 ? ` and ${known.length - 5} more` : '';
  return finding(kind, known[0]?.place ?? { file: '', line: 0 }, `${names.join(', ')}${rest}`);
}

/** Those with the same key; `null` is with nobody. */
function groups(
  mailboxes: SiteMailbox[] | readonly SiteMailbox[],
  keyOf: (one: SiteMailbox) => string | null,
): SiteMailbox[][] {
  const found = new Map<string, SiteMailbox[]>();
  for (const one of mailboxes) {
    const key = keyOf(one);
    const same = key === null ? undefined : found.get(key);
    if (same) same.push(one);
    else if (key !== null) found.set(key, [one]);
  }
  return [...found.values()];
}
