'use client';

import { useEffect, useRef, useState } from 'react';
import { type CompanyWay, signInByCompany } from './auth-calls.ts';
import { FailureNote } from './failure-note.tsx';
import { type SignInFailure, safeReturnPath, signInFailure } from './sign-in-words.ts';

export interface CompanyEntranceProps {
  ways: { way: CompanyWay; name: string }[];
  /** The way that needs no button: nobody has to choose, and nobody has just signed out. */
  startsWith: CompanyWay | null;
  /** Why the last try failed: the provider sends back here. */
  error: string | null;
}

/** A button for each way in that begins elsewhere. */
export function CompanyEntrance({ ways, startsWith, error }: CompanyEntranceProps) {
  const { busyWith, failure, enter } = useCompany(error);
  const hasStarted = useRef(false);
  useEffect(() => {
    if (startsWith === null || hasStarted.current) return;
    hasStarted.current = true;
    void enter(startsWith);
  }, [startsWith, enter]);
  return (
    <div className="grid gap-3">
      {ways.map(({ way, name }) => (
        <button
          key={way}
          type="button"
          aria-busy={busyWith === way}
          onClick={() => void enter(way)}
          className="h-11 rounded-md border border-line-strong bg-canvas text-md font-medium hover:bg-sunken"
        >
          {busyWith === way ? 'Signing in…' : `Sign in with ${name}`}
        </button>
      ))}
      {failure && <FailureNote id="company-failure" failure={failure} secondsLeft={0} />}
    </div>
  );
}

function useCompany(error: string | null) {
  const [busyWith, setBusyWith] = useState<CompanyWay | null>(null);
  const [failure, setFailure] = useState<SignInFailure | null>(error === null ? null : signInFailure(error));
  const [enter] = useState(() => async (way: CompanyWay) => {
    setBusyWith(way);
    setFailure(null);
    const from = new URLSearchParams(location.search).get('from');
    const refusal = await signInByCompany(way, safeReturnPath(from, location.origin));
    if (refusal === null) return;
    setBusyWith(null);
    setFailure(signInFailure(refusal));
  });
  return { busyWith, failure, enter };
}
