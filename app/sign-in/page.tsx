import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';
import { hasLeft } from '#lib/auth/leaving.ts';
import { waysIn } from '#lib/auth/ways.ts';
import { COMPANY_USER_HEADER, companyUserOf } from '#lib/platform/company-header.ts';
import { config } from '#lib/platform/config.ts';

export const metadata: Metadata = { referrer: 'no-referrer' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ error?: string | string[] }> }) {
  const error = [(await searchParams).error].flat()[0] ?? null;
  const companyUser = companyUserOf((await headers()).get(COMPANY_USER_HEADER));
  // Whom the provider has sent back is not sent there again.
  const stays = error !== null || hasLeft(await cookies());
  const { company, ...typed } = waysIn({ companyUser, hasLeft: stays });
  return <SignInForm site={new URL(config().PUBLIC_URL).hostname} {...typed} company={{ ...company, error }} />;
}
