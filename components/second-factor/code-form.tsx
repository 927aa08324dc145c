'use client';

import { type FormEvent, type ReactNode, useId, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { ApiErrorCode } from '#lib/api/client.ts';
import { secondFactorProblem } from './use-second-factor.ts';

interface CodeFormProps {
  label: string;
  /** What sending does. */
  action: string;
  look: 'primary' | 'danger';
  /** A PIN is not shown, and password managers know it. */
  asks?: 'code' | 'pin';
  /** Whether only digits are a code: phones bring up their keys of digits. */
  isDigits: boolean;
  isBusy: boolean;
  problem: ApiErrorCode | null;
  onCode: (code: string) => void;
  children?: ReactNode;
}

/** Asks for a code, or for the PIN; one that was refused is taken away and asked for again. */
export function CodeForm(props: CodeFormProps) {
  const { label, action, look, asks = 'code', isDigits, isBusy, problem, onCode, children } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || !input.current) return;
    onCode(input.current.value);
    input.current.value = '';
    input.current.focus();
  };
  return (
    <form onSubmit={onSubmit} className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={input}
          id={id}
          inputMode={isDigits ? 'numeric' : 'text'}
          type={asks === 'pin' ? 'password' : 'text'}
          autoComplete={asks === 'pin' ? 'current-password' : 'one-time-code'}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={asks === 'pin' ? 256 : 64}
          required
          aria-invalid={problem === 'second-factor-rejected'}
          aria-describedby={`${id}-problem`}
          className="field min-w-0 flex-1 tabular-nums"
        />
        <Button type="submit" look={look} aria-busy={isBusy} className="h-11! flex-none">
          {action}
        </Button>
      </div>
      {problem && (
        <p id={`${id}-problem`} role="alert" className="text-danger">
          {secondFactorProblem(problem, asks)}
        </p>
      )}
      {children}
    </form>
  );
}
