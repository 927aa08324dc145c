import { type BadImap, misbehave } from './bad-imap.ts';
import { ada } from './cast/ada.ts';
import type { Member } from './cast/member.ts';
import { grace, linus, reception } from './cast/others.ts';
import { RENUMBERED, TROUBLE, troubled } from './cast/troubled.ts';
import { MASTER } from './conf-text.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { changeUidValidity, fillFolder } from './maildir.ts';

/** A mail server with all who play in the demo. */
export interface Stage {
  host: string;
  port: number;
  server: MailServer;
  cast: Member[];
  stop(): Promise<void>;
}

/** Everybody, with their messages up to `now`. */
export function castAt(now: Date): Member[] {
  return [ada(now), grace(now), linus(now), reception(now), ...troubled(now)];
}

/** Starts a mail server, fills the mailboxes of the cast, and lets those be troubled who are to be. */
export async function setTheStage(cast = castAt(new Date())): Promise<Stage> {
  const server = await startMailServer({ users: cast, master: MASTER });
  const door: BadImap = await misbehave(server, ...TROUBLE);
  for (const member of cast) {
    for (const [folder, mails] of Object.entries(member.folders)) await fillFolder(server, member, folder, mails);
  }
  const renumbering = setInterval(() => changeUidValidity(server, RENUMBERED.user), RENUMBERED.everyMs);
  return {
    host: door.host,
    port: door.port,
    server,
    cast,
    async stop() {
      clearInterval(renumbering);
      await door.stop();
      await server.stop();
    },
  };
}
