import { LampGlyph } from '#components/mailbox/lamp-glyph.tsx';
import { TabTitle } from '#components/mailbox/tab-title.tsx';
import { CenterMessage } from '#components/ui/center-message.tsx';

export default function NotFound() {
  return (
    <main className="h-dvh max-h-full bg-rail">
      <TabTitle name="No such page" />
      <CenterMessage
        art={<LampGlyph on={false} className="size-14 stroke-1" />}
        level={1}
        title="There is no such page"
        action={
          <a href="/inbox" className="font-medium text-focus underline underline-offset-3">
            Go to the Inbox
          </a>
        }
      >
        The address may have been cut short, or the folder has another name.
      </CenterMessage>
    </main>
  );
}
