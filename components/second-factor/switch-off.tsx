'use client';

import { useMutation } from '@tanstack/react-query';
import { count } from '#components/ui/duration.ts';
import type { ApiError } from '#lib/api/client.ts';
import { switchSecondFactorOff } from '#lib/api/second-factor-client.ts';
import { CodeForm } from './code-form.tsx';

interface SwitchOffProps {
  recoveryCodesLeft: number;
  onDone: () => void;
}

/** Says that it is on, and takes it away for whoever has a code. */
export function SwitchOff({ recoveryCodesLeft, onDone }: SwitchOffProps) {
  const { mutate, error, isPending } = useMutation<object, ApiError, string>({
    mutationFn: switchSecondFactorOff,
    onSuccess: onDone,
  });
  return (
    <>
      <p className="mt-1.5 text-ink-2">
        It is on: beside your PIN, this site asks for a code of your authenticator app.{' '}
        {recoveryCodesLeft === 0 ? 'No recovery code is left.' : `${count(recoveryCodesLeft, 'recovery code')} left.`}
      </p>
      <p className="mt-2 text-ink-2">
        For another phone or new recovery codes, switch it off and set it up again. Without any code, ask your
        administrator.
      </p>
      <CodeForm
        label="Code, or a recovery code"
        action="Switch off"
        look="danger"
        isDigits={false}
        isBusy={isPending}
        problem={error?.code ?? null}
        onCode={mutate}
      />
    </>
  );
}
