import { type BadImap, misbehave } from '#test/bad-imap.ts';
import type { Pbx } from '#test/pbx.ts';
import { startBenchMail, startBenchPbx, startBenchPortal } from './bench.ts';
import { allOrNone } from './opened.ts';

/** What a scenario wants otherwise than all others have it. */
export interface OwnWish {
  /** As in voicemail.conf. */
  format?: string;
  /** What the portal says to Asterisk's manager interface. */
  secret?: string;
  /** The page rings the owner's phone to call back. */
  rings?: boolean;
}

/** Asterisk has this one only, for it signs in to every mailbox when it starts. */
export const OWNER = '1001';

const RINGING = {
  CALL_BACK: 'ring',
  CALL_BACK_CHANNEL: 'Local/{extension}@phones',
  CALL_BACK_CONTEXT: 'dial-out',
};

/** An Asterisk, a mail server and a portal for one scenario alone, which may restart them. */
export interface Own {
  url: string;
  pbx: Pbx;
  mailServer: { host: string; port: number };
  /** By which Asterisk and the portal go to the mail server: shut, and for them there is none. */
  door: BadImap;
  stop(): Promise<void>;
}

/** @param name tells its portal's log from those of others */
export async function openOwn(name: string, { format, secret, rings = false }: OwnWish): Promise<Own> {
  const { opened, close } = await allOrNone(async (endsBy) => {
    const mailServer = await startBenchMail();
    endsBy(mailServer.stop);
    const door = await misbehave(mailServer);
    endsBy(door.stop);
    const pbx = await startBenchPbx(door, { extensions: [OWNER], format, mayCall: rings });
    endsBy(pbx.stop);
    const portal = await startBenchPortal(name, door, pbx.place, {
      ...(secret !== undefined && { secret }),
      ...(rings && { more: RINGING }),
    });
    endsBy(portal.stop);
    return { url: portal.url, pbx, mailServer, door };
  });
  return { ...opened, stop: close };
}
