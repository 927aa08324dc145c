import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commandsOf } from '#test/faults/cell.ts';
import { expectNextTryCompletes, expectUnharmed, look, type View } from '#test/faults/checks.ts';
import { CIRCUMSTANCES, type Circumstance, placeFor } from '#test/faults/circumstance.ts';
import { labelsOf } from '#test/faults/labels.ts';
import { aTemplate, type Scene } from '#test/faults/scene.ts';
import { actInBetween, aMailClient } from '#test/faults/together.ts';
import { verbNamed } from '#test/faults/verbs.ts';

beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterAll(() => void vi.useRealTimers());

/** The UIDs of the scene: Anna 1, an ordinary mail flagged deleted 2, Bert 3, Dora 4, another mail 5, Cleo 6, Emil 7. */
const ANNA = '1';
const uid = { uid: true };

/** What a mail client does to Anna's message. */
const DEEDS: Record<string, (client: ImapFlow) => Promise<unknown>> = {
  moves: (client) => client.messageMove(ANNA, 'Work', uid),
  expunges: (client) => client.messageDelete(ANNA, uid),
  'flags deleted': (client) => client.messageFlagsAdd(ANNA, ['\\Deleted'], uid),
  'flags urgent': (client) => client.messageFlagsAdd(ANNA, ['\\Flagged'], uid),
};

/** The owner deletes Bert's message and Dora's on the phone, whose menu has numbered the inbox before the verb. */
async function deleteOnPhone(client: ImapFlow): Promise<void> {
  // app_voicemail.c close_mailbox, vm_imap_delete: highest first, a STORE and a plain EXPUNGE each.
  for (const number of ['4', '3']) await client.messageDelete(number);
}

const without = ({ mails, rows }: View, name: string): View => ({
  mails: mails.filter(({ caller }) => caller !== name),
  rows: rows.filter((row) => !row.includes(` ${name} `)),
});

const PLACES: { circumstance: Circumstance | undefined; verbs: string[] }[] = [
  { circumstance: CIRCUMSTANCES[0], verbs: ['heard', 'remove'] },
  { circumstance: CIRCUMSTANCES[1], verbs: ['remove', 'restore'] },
];

for (const { circumstance, verbs } of PLACES) {
  if (!circumstance) continue;
  const place = await placeFor(circumstance);
  for (const verb of verbs.map(verbNamed)) {
    const template = await aTemplate(place, verb);
    const labels = labelsOf(await commandsOf(template));
    const moments = labels.map((label, nth) => [label, nth] as const);

    describe(`${circumstance.name}: ${verb.name}`, () => {
      beforeAll(() => place.enter());

      describe.each(Object.entries(DEEDS))('and a mail client %s one of the messages', (deed, act) => {
        test.concurrent.each(moments)('before %s', async (_, nth) => {
          const { scene, other, act: actOnPage } = await actInBetween(template, nth, (one) => aMailClient(one, act));
          if (deed === 'moves') await scene.imap.mailboxCreate('Work');
          const before = await look(scene);
          await actOnPage();
          expectUnharmed(scene, before, await look(scene), { mayLose: deed === 'flags urgent' ? [] : ['Anna'] });
          await expectNextTryCompletes(scene, verb, before, ['Bert', 'Cleo']);
          await close(scene, other);
        });
      });

      // Where no session is known to run there is none.
      if (circumstance.sessions === 'none') return;

      test.concurrent.each(moments)('and the phone deletes two messages before %s', async (_, nth) => {
        const { scene, other, act } = await actInBetween(template, nth, (one) => aMailClient(one, deleteOnPhone));
        await scene.imap.mailboxOpen('INBOX');
        // Asterisk itself trips over what a mail client leaves flagged.
        await scene.imap.messageFlagsRemove('2', ['\\Deleted'], uid);
        const before = without(await look(scene), 'Dora');
        await act();
        const after = await look(scene);
        expect(after.mails.filter(({ caller, folder }) => caller === 'Dora' && folder === 'INBOX')).toEqual([]);
        expectUnharmed(scene, before, after, { mayLose: ['Bert'] });
        await expectNextTryCompletes(scene, verb, before, ['Anna', 'Cleo']);
        await close(scene, other);
      });
    });
  }
}

async function close(scene: Scene, other: { close(): unknown }): Promise<void> {
  await other.close();
  await scene.close();
}
