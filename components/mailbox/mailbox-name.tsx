import { parseAddress } from '#lib/voicemail/address.ts';

/** `1001`, and the context where it is not the usual one: `1011 · sales`. */
export function MailboxName({ address }: { address: string }) {
  const { extension, context } = parseAddress(address) ?? { extension: address, context: 'default' };
  return (
    <span className="truncate font-medium tabular-nums">
      {extension}
      {context !== 'default' && <span className="text-ink-3"> · {context}</span>}
    </span>
  );
}
