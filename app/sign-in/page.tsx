import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';

export const metadata: Metadata = { referrer: 'no-referrer' };

export default async function SignInPage() {
  const host = (await headers()).get('host') ?? '';
  return <SignInForm site={host.replace(/:\d+$/, '')} />;
}
