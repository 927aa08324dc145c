import type { Metadata } from 'next';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';
import { waysIn } from '#lib/auth/ways.ts';
import { config } from '#lib/platform/config.ts';

export const metadata: Metadata = { referrer: 'no-referrer' };

export default function SignInPage() {
  return <SignInForm site={new URL(config().PUBLIC_URL).hostname} {...waysIn()} />;
}
