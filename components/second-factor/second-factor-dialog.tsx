'use client';

import { useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SetUp } from './set-up.tsx';
import { SwitchOff } from './switch-off.tsx';
import { SECOND_FACTOR_KEY, useSecondFactor } from './use-second-factor.ts';

/** Switches the second factor on and off. */
export function SecondFactorDialog({ onClose }: { onClose: () => void }) {
  const { data } = useSecondFactor();
  const client = useQueryClient();
  const [codes, setCodes] = useState<string[] | null>(null);
  const lookAgain = () => void client.invalidateQueries({ queryKey: SECOND_FACTOR_KEY });
  const switchedOn = (recoveryCodes: string[]) => {
    setCodes(recoveryCodes);
    lookAgain();
  };
  const switchedOff = () => {
    lookAgain();
    onClose();
  };
  return (
    <Dialog
      title={codes ? 'Two-step sign-in is on' : 'Two-step sign-in'}
      onClose={onClose}
      corner={
        <IconButton label="Close" onClick={onClose}>
          <X size={18} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      }
    >
      {codes && <RecoveryCodes codes={codes} onClose={onClose} />}
      {!codes && data?.on && <SwitchOff recoveryCodesLeft={data.recoveryCodesLeft} onDone={switchedOff} />}
      {!codes && data?.on === false && <SetUp onDone={switchedOn} />}
    </Dialog>
  );
}
