'use client';

import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { BrandMark } from '#components/mailbox/brand.tsx';
import { TabTitle } from '#components/mailbox/tab-title.tsx';
import { useCountdown } from '#components/ui/use-countdown.ts';
import { useZoneCookie } from '#components/ui/zone-cookie.ts';
import { sitePath } from '#lib/api/site-path.ts';
import { signIn } from './auth-calls.ts';
import { FailureNote } from './failure-note.tsx';
import { PasswordField } from './password-field.tsx';
import { type SignInFailure, safeReturnPath, signInFailure } from './sign-in-words.ts';

/** The only page a stranger sees. `site` is the address that people know it by. */
export function SignInForm({ site }: { site: string }) {
  const password = useRef<HTMLInputElement>(null);
  const { isBusy, failure, tries, onSubmit } = useSignIn(password);
  useZoneCookie();
  return (
    <main className="grid min-h-dvh grid-rows-[1fr_auto] justify-items-center bg-rail p-6">
      <TabTitle name="Sign in" />
      {/* Pressed before the script is there, it must still not put the password into the address bar. */}
      <form
        method="post"
        action={sitePath('/api/auth/callback/credentials')}
        onSubmit={onSubmit}
        className="mt-[clamp(24px,16dvh,160px)] grid w-full max-w-94 gap-4 self-start"
      >
        <BrandMark size="large" />
        <div className="mt-1">
          <h1 className="text-3xl font-bold tracking-tighter">Your voicemail</h1>
          <p className="mt-1 text-md/5.5 text-ink-3">Sign in to {site}</p>
        </div>
        <div className="grid gap-1.5">
          <label htmlFor="username" className="font-medium">
            Mailbox number or name
          </label>
          <input
            id="username"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            // biome-ignore lint/a11y/noAutofocus: the page has nothing else to do
            autoFocus
            className="field"
          />
        </div>
        <PasswordField input={password} isRejected={failure?.kind === 'rejected'} />
        <Submit key={tries} isBusy={isBusy} failure={failure} />
      </form>
      <footer className="text-center text-sm/5 text-balance text-ink-3">
        Your password is never kept in this browser.
      </footer>
    </main>
  );
}

/** The button, and below it what went wrong; after too many tries it waits. */
function Submit({ isBusy, failure }: { isBusy: boolean; failure: SignInFailure | null }) {
  const secondsLeft = useCountdown(failure?.waitSeconds ?? 0);
  return (
    <>
      <button
        type="submit"
        disabled={secondsLeft > 0}
        aria-busy={isBusy}
        className="mt-1 h-11 rounded-md bg-inverse text-md font-medium text-inverse-ink hover:bg-[color-mix(in_srgb,var(--color-inverse)_88%,var(--color-canvas))] disabled:bg-sunken disabled:text-ink-3"
      >
        {isBusy ? 'Signing in…' : 'Sign in'}
      </button>
      {failure && <FailureNote failure={failure} secondsLeft={secondsLeft} />}
    </>
  );
}

/** Sends what was typed; a password that was refused is forgotten and asked for again. */
function useSignIn(password: RefObject<HTMLInputElement | null>) {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [tries, setTries] = useState(0);

  const send = async (form: FormData) => {
    setIsBusy(true);
    const error = await signIn(String(form.get('username')), String(form.get('password')));
    if (error === null) {
      location.assign(sitePath(safeReturnPath(new URLSearchParams(location.search).get('from'), location.origin)));
      return;
    }
    setIsBusy(false);
    setTries((count) => count + 1);
    setFailure(signInFailure(error));
    if (error === 'credentials-rejected') forget(password.current);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) void send(new FormData(event.currentTarget));
  };
  return { isBusy, failure, tries, onSubmit };
}

function forget(input: HTMLInputElement | null): void {
  if (!input) return;
  input.value = '';
  input.focus();
}
