import 'server-only';
import type { Account, User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { Claims } from './company-person.ts';
import { enterByClaims, enterByHeader } from './company-sign-in.ts';
import { type OnRefusal, refuse } from './refuse.ts';

/** Who comes, before anybody knows who it is. */
export interface Visit {
  clientAddress: string;
  /** Whom a trusted proxy names. */
  companyUser: string | null;
}

/** Whoever a trusted proxy names needs to type nothing. */
export function proxyProvider({ clientAddress, companyUser }: Visit, onRefusal: OnRefusal) {
  const authorize = async (): Promise<User> => {
    const signedIn = await enterByHeader(companyUser, clientAddress).catch(refuse(onRefusal));
    return companyUser === null ? signedIn : { ...signedIn, companyUser };
  };
  return Credentials({ id: 'proxy', credentials: {}, authorize });
}

/**
 * Begins the session of whoever comes back from the provider; who came another way has one already.
 * @throws {Error} whose message is the code alone
 */
export async function admit(
  { user, account, profile }: { user: User; account: Account | null; profile?: object },
  { clientAddress }: Visit,
): Promise<true> {
  if (account?.provider !== 'oidc') return true;
  const signedIn = await enterByClaims((profile ?? {}) as Claims, clientAddress).catch(refuse());
  Object.assign(user, signedIn);
  return true;
}
