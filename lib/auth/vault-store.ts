import 'server-only';
import { z } from 'zod';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import { ENCRYPTED } from './aes-gcm.ts';
import { askShared } from './shared-sign-ins.ts';

const SEALED = ENCRYPTED.extend({ user: z.string(), expiresAt: z.number() });

/** What the store keeps, bytes in base64url, the time in milliseconds since 1970. Worth nothing without the cookie. */
export type Sealed = z.output<typeof SEALED>;

/** What is sealed, by session. One that lay idle for `IDLE_MINUTES`, or is past its `expiresAt`, is not there. */
interface VaultStore {
  put(sid: string, sealed: Sealed): Promise<void>;
  get(sid: string): Promise<Sealed | null>;
  /** It is in use: its idle time begins anew. One that is not there does not come back. */
  touch(sid: string, sealed: Sealed): Promise<void>;
  delete(sid: string): Promise<void>;
  /** The sessions of a name, in whatever case it was typed; some may be over already. */
  sidsOf(user: string): Promise<string[]>;
}

/** This process's memory, or with `REDIS_URL` what all instances share. */
export function vaultStore(): VaultStore {
  const { REDIS_URL } = config();
  return REDIS_URL ? inRedis(REDIS_URL) : inMemory();
}

/** How much longer a session lasts when it is used now, and not again. */
const lastsMs = ({ expiresAt }: Sealed) =>
  Math.max(1, Math.round(Math.min(expiresAt - Date.now(), config().IDLE_MINUTES * 60_000)));

function inMemory(): VaultStore {
  const kept = once('vault', () => new Map<string, { sealed: Sealed; endsAt: number }>());
  const sweep = () => {
    for (const [sid, { endsAt }] of kept) if (Date.now() >= endsAt) kept.delete(sid);
  };
  const keep = (sid: string, sealed: Sealed) => void kept.set(sid, { sealed, endsAt: Date.now() + lastsMs(sealed) });
  return {
    put: async (sid, sealed) => {
      sweep();
      keep(sid, sealed);
    },
    get: async (sid) => {
      const { sealed, endsAt } = kept.get(sid) ?? { sealed: null, endsAt: 0 };
      return Date.now() < endsAt ? sealed : null;
    },
    touch: async (sid, sealed) => {
      if (kept.has(sid)) keep(sid, sealed);
    },
    delete: async (sid) => void kept.delete(sid),
    sidsOf: async (user) =>
      [...kept].filter(([, { sealed }]) => sealed.user.toLowerCase() === user.toLowerCase()).map(([sid]) => sid),
  };
}

/** A key for each session, of which Redis itself lets go when it is over. */
function inRedis(url: string): VaultStore {
  const keyOf = (sid: string) => `lamplight:session:${sid}`;
  const setOf = (user: string) => `lamplight:sessions:${user.toLowerCase()}`;
  return {
    put: async (sid, sealed) => {
      const expiration = { type: 'PX', value: lastsMs(sealed) } as const;
      const [key, set, text] = [keyOf(sid), setOf(sealed.user), JSON.stringify(sealed)];
      // No session without its name's set knowing of it, and the set lasts as long as the longest of them can.
      await askShared(url, (redis) =>
        redis.multi().sAdd(set, sid).pExpireAt(set, sealed.expiresAt).set(key, text, { expiration }).exec(),
      );
    },
    get: async (sid) => sealedIn(await askShared(url, (redis) => redis.get(keyOf(sid)))),
    touch: async (sid, sealed) => void (await askShared(url, (redis) => redis.pExpire(keyOf(sid), lastsMs(sealed)))),
    delete: async (sid) => void (await askShared(url, (redis) => redis.del(keyOf(sid)))),
    sidsOf: (user) => askShared(url, (redis) => redis.sMembers(setOf(user))),
  };
}

/** Whoever may write to our Redis may write anything. */
function sealedIn(text: string | null): Sealed | null {
  try {
    return SEALED.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
