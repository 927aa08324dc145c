import type { Owner } from './cast/member.ts';

/** Who may sign in as anybody on the mail servers of tests and of the demo that need one. */
export const MASTER = { name: 'vmmaster', password: 'opens every account' };

export interface ConfText {
  /** What comes after [general]: contexts with their mailboxes. */
  contexts: string;
  /** More of [general]. */
  general?: string;
  master?: { name: string; password: string } | null;
  /** `imapflags` */
  flags?: string;
}

/** voicemail.conf of a site with this mail server, in plain text on loopback. */
export function confText({ host, port }: { host: string; port: number }, text: ConfText): string {
  const { contexts, general = '', master = MASTER, flags = 'notls' } = text;
  const login = master ? `authuser=${master.name}\nauthpassword=${master.password}\n` : '';
  const server = `imapserver=${host}\nimapport=${port}\nimapflags=${flags}\n`;
  return `[general]\n${server}${login}${general}\n${contexts}\n`;
}

/** The PIN of everybody in the demo: nobody's number. */
export const pinOf = ({ extension }: Pick<Owner, 'extension'>): string => `7${extension.slice(-3)}`;

/** Contexts for everybody of the cast, each mailbox in its member's mail account. */
export function contextsFor(cast: readonly { name: string; owners: Owner[] }[]): string {
  const owned = cast.flatMap(({ name, owners }) => owners.map((owner) => ({ ...owner, user: name })));
  const contexts = [...new Set(owned.map(({ context }) => context))];
  const lines = contexts.flatMap((context) => [
    `[${context}]`,
    ...owned
      .filter((owner) => owner.context === context)
      .map(({ extension, fullName, email, user }) => {
        const pin = pinOf({ extension });
        return `${extension} => ${pin},${fullName},${email},,imapuser=${user}`;
      }),
  ]);
  return lines.join('\n');
}
