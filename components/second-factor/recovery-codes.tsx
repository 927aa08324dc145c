'use client';

import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

interface RecoveryCodesProps {
  codes: string[];
  onClose: () => void;
}

/** What stands in for the phone, shown this once. */
export function RecoveryCodes({ codes, onClose }: RecoveryCodesProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = () =>
    void navigator.clipboard.writeText(textOf(codes)).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
  return (
    <>
      <p className="mt-1.5 text-ink-2">
        These recovery codes let you in when your phone is lost, each once. Keep them where your phone is not: they are
        shown only now.
      </p>
      <ul className="mt-4 grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-md bg-sunken p-4 text-center">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p role="status" className="mt-2 min-h-5 text-sm/5 text-ink-3">
        {copied === 'yes' && 'Copied.'}
        {copied === 'failed' && 'This browser does not let us copy. Select them, or download them.'}
      </p>
      <div className="mt-2 flex flex-col-reverse gap-2 tablet:flex-row tablet:justify-end">
        <Button onClick={copy}>
          <Copy size={16} aria-hidden="true" />
          Copy
        </Button>
        <Button onClick={() => download(codes)}>
          <Download size={16} aria-hidden="true" />
          Download
        </Button>
        <Button look="primary" onClick={onClose}>
          I have kept them
        </Button>
      </div>
    </>
  );
}

const textOf = (codes: string[]) => `${codes.join('\n')}\n`;

function download(codes: string[]): void {
  const text = `Recovery codes for the voicemail at ${location.host}, each counts once:\n\n${textOf(codes)}`;
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = Object.assign(document.createElement('a'), { href, download: 'voicemail-recovery-codes.txt' });
  link.click();
  URL.revokeObjectURL(href);
}
