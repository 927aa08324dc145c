import { signingOut } from '#components/mailbox/sign-in-path.ts';
import { signOutEverywhere } from '#lib/api/client.ts';
import { sitePath } from '#lib/api/site-path.ts';
import { post } from './auth-post.ts';
import { tellTabs } from './tabs.ts';

/**
 * Forgets the sign-in on the server, then leaves: nothing of the mailbox stays in this page's memory.
 * @param everywhere on all devices
 */
export function signOut({ everywhere = false } = {}): Promise<void> {
  return signingOut(async () => {
    if (everywhere) await signOutEverywhere();
    // The cookie goes too, though by then it opens nothing.
    const next = await post('/api/auth/signout', {}, new URL(sitePath('/sign-in'), location.origin));
    if (next.searchParams.has('csrf')) throw new Error('The site does not know this browser');
    tellTabs('out');
    // Back to the form, or to where the company signs out.
    location.assign(next);
  });
}
