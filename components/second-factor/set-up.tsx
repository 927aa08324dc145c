'use client';

import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '#lib/api/client.ts';
import { beginSecondFactor, switchSecondFactorOn } from '#lib/api/second-factor-client.ts';
import type { NewSecondFactor } from '#lib/api/second-factor-contract.ts';
import { CodeForm } from './code-form.tsx';
import { QrCode } from './qr-code.tsx';

/** Says what it is, then gives an app its secret and asks for a code of it. */
export function SetUp({ onDone }: { onDone: (recoveryCodes: string[]) => void }) {
  const { data, mutate, error, isPending } = useMutation<NewSecondFactor, ApiError, string>({
    mutationFn: beginSecondFactor,
  });
  if (data) return <Confirm begun={data} onDone={onDone} />;
  return (
    <>
      <p className="mt-1.5 text-ink-2">
        Beside your PIN this site then asks for a code that an app on your phone shows. Whoever learns your PIN cannot
        sign in here with it alone. When you call your mailbox, the PIN is enough, as always.
      </p>
      <CodeForm
        label="Your PIN, once more"
        action="Set up"
        look="primary"
        asks="pin"
        isDigits
        isBusy={isPending}
        problem={error?.code ?? null}
        onCode={mutate}
      />
    </>
  );
}

interface ConfirmProps {
  begun: NewSecondFactor;
  onDone: (recoveryCodes: string[]) => void;
}

function Confirm({ begun: { secret, uri, ticket }, onDone }: ConfirmProps) {
  const { mutate, error, isPending } = useMutation<{ recoveryCodes: string[] }, ApiError, string>({
    mutationFn: (code) => switchSecondFactorOn(ticket, code),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <>
      <p className="mt-1.5 text-ink-2">
        Scan the square with your authenticator app, or type the key into it. Then enter the code that it shows.
      </p>
      <QrCode text={uri} label="The key for your authenticator app" />
      <p className="text-center text-sm text-ink-2">
        <span className="sr-only">Key: </span>
        <code className="select-all">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <a href={uri} className="mt-2 block text-center text-sm text-focus underline underline-offset-2 tablet:hidden">
        Open the app on this phone
      </a>
      <CodeForm
        label="Code"
        action="Switch on"
        look="primary"
        isDigits
        isBusy={isPending}
        problem={error?.code ?? null}
        onCode={mutate}
      />
    </>
  );
}
