'use client';

import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { BrandMark } from '#components/mailbox/brand.tsx';
import { TabTitle } from '#components/mailbox/tab-title.tsx';
import { useCountdown } from '#components/ui/use-countdown.ts';
import { useZoneCookie } from '#components/ui/zone-cookie.ts';
import { sitePath } from '#lib/api/site-path.ts';
import { signIn } from './auth-calls.ts';
import { CodeField } from './code-field.tsx';
import { CompanyEntrance, type CompanyEntranceProps } from './company-entrance.tsx';
import { FailureNote } from './failure-note.tsx';
import { NameField } from './name-field.tsx';
import { SecretField } from './secret-field.tsx';
import { type SignInFailure, safeReturnPath, signInFailure } from './sign-in-words.ts';
import { WaySwitch } from './way-switch.tsx';
import { WAYS, type WayIn } from './ways.ts';

interface SignInFormProps {
  /** The address that people know it by. */
  site: string;
  ways: WayIn[];
  asksForContext: boolean;
  company?: CompanyEntranceProps;
}

const NOBODY: CompanyEntranceProps = { ways: [], startsWith: null, error: null };

/** The only page a stranger sees. */
export function SignInForm({ site, ways, asksForContext, company = NOBODY }: SignInFormProps) {
  const [way, setWay] = useState(ways[0]);
  useZoneCookie();
  return (
    <main className="grid min-h-dvh grid-rows-[1fr_auto] justify-items-center bg-rail p-6">
      <TabTitle name="Sign in" />
      <div className="mt-[clamp(24px,16dvh,160px)] grid w-full max-w-94 content-start gap-4 self-start">
        <BrandMark size="large" />
        <div className="mt-1">
          <h1 className="text-3xl font-bold tracking-tighter">Your voicemail</h1>
          <p className="mt-1 text-md/5.5 text-ink-3">Sign in to {site}</p>
        </div>
        {way && ways.length > 1 && <WaySwitch ways={ways} way={way} onChange={setWay} />}
        {way && <WayForm key={way} way={way} asksForContext={asksForContext && way === 'pin'} />}
        {company.ways.length > 0 && <CompanyEntrance {...company} />}
      </div>
      <footer className="text-center text-sm/5 text-balance text-ink-3">
        {way && `Your ${WAYS[way].secret.word} is never kept in this browser.`}
      </footer>
    </main>
  );
}

/** The fields of one way in. Pressed before the script is there, it must still not put a password into the address bar. */
function WayForm({ way, asksForContext }: { way: WayIn; asksForContext: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const { path, name, secret } = WAYS[way];
  const { isBusy, failure, tries, asksForCode, onSubmit, startOver } = useSignIn(way, input);
  const isRejected = failure?.kind === 'rejected';
  return (
    <form method="post" action={sitePath(path)} onSubmit={onSubmit} className="grid gap-4">
      <div className="grid gap-4" hidden={asksForCode}>
        <NameField {...name} isFirst />
        {asksForContext && (
          <NameField
            field="context"
            label="Context"
            hint="Which part of the phone system, if you know of several."
            isFirst={false}
          />
        )}
        <SecretField input={input} {...secret} isRejected={isRejected} />
      </div>
      {asksForCode && <CodeField key={tries} isRejected={isRejected} />}
      <Submit key={`submit ${tries}`} isBusy={isBusy} failure={failure} />
      {asksForCode && (
        <button type="button" onClick={startOver} className="h-11 rounded-md font-medium hover:bg-rail-hover">
          Sign in as somebody else
        </button>
      )}
    </form>
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

/** Sends what was typed; a secret that was refused is forgotten and asked for again, and where the PIN is not all, a code is. */
function useSignIn(way: WayIn, secret: RefObject<HTMLInputElement | null>) {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [tries, setTries] = useState(0);
  const [asksForCode, setAsksForCode] = useState(false);

  const send = async (form: FormData) => {
    setIsBusy(true);
    const fields = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    const error = await signIn(WAYS[way].path, fields);
    if (error === null) {
      location.assign(sitePath(safeReturnPath(new URLSearchParams(location.search).get('from'), location.origin)));
      return;
    }
    setIsBusy(false);
    setTries((count) => count + 1);
    const needsCode = error === 'second-factor-required';
    setFailure(needsCode ? null : signInFailure(error, way));
    if (needsCode) setAsksForCode(true);
    if (error === 'credentials-rejected') startOver();
  };
  const startOver = () => {
    // The field is there again before it can have the focus.
    flushSync(() => setAsksForCode(false));
    forget(secret.current);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) void send(new FormData(event.currentTarget));
  };
  return { isBusy, failure, tries, asksForCode, onSubmit, startOver };
}

function forget(input: HTMLInputElement | null): void {
  if (!input) return;
  input.value = '';
  input.focus();
}
