import { once } from 'node:events';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import type { Box } from './box.ts';
import { type Figure, tableOf } from './figures.ts';
import { momentOfClick, momentOfRow, nowMs } from './moments.ts';
import { longRun } from './scenario.ts';

/** `npm run test:phone -- --runs 20` */
const RUNS = Number(process.env.PHONE_RUNS ?? 1);
const FLOOR = 'Floor';

longRun(`how soon the lamp and the page follow, ${RUNS} times`, RUNS + 2, async (openBox) => {
  const box = await openBox({ hasPage: true });
  const floors = { floor: 'bare IMAP STORE and VoicemailRefresh → NOTIFY', floorTimes: [] as number[] };
  const hints = { floor: 'bare IMAP APPEND → IDLE', floorTimes: [] as number[] };
  const lamp: Figure = { title: 'click → lamp', aimMs: 300, times: [], ...floors };
  const phone: Figure = { title: 'phone hangs up → row', aimMs: 1000, times: [], ...hints };
  const caller: Figure = { title: 'caller hangs up → row', aimMs: 1000, times: [], ...hints };
  const raiseFloors = await floorsOf(await openBox({ hasPage: false }));
  for (let run = 1; run <= RUNS; run += 1) {
    const name = `Caller ${run}`;
    caller.times.push(await callerToRow(box, name));
    lamp.times.push(await clickToLamp(box, name));
    phone.times.push(await phoneToRow(box, name));
    const { storeToLamp, appendToIdle } = await raiseFloors();
    floors.floorTimes.push(storeToLamp);
    hints.floorTimes.push(appendToIdle);
  }
  process.stdout.write(`\n${tableOf([lamp, phone, caller])}\n\n`);
});

async function callerToRow({ page, pbx, extension }: Box, name: string): Promise<number> {
  await page.stepBack();
  const shown = momentOfRow(page.tab, name, true);
  await pbx.callerLeaves(extension, { from: { name, number: '12025550100' } });
  const hungUpAt = nowMs();
  return (await shown) - hungUpAt;
}

async function clickToLamp(box: Box, name: string): Promise<number> {
  await box.lampShows({ isOn: true, new: 1, old: 0 });
  const row = box.page.portal.row(name);
  await row.hover();
  const [clicked, told] = [momentOfClick(box.page.tab), box.lampIsTold()];
  await row.getByRole('button', { name: `Mark as heard: ${name}` }).click();
  const { isOn, atMs } = await told;
  if (isOn) throw new Error('The lamp is on after the message was marked as heard');
  return performance.timeOrigin + atMs - (await clicked);
}

async function phoneToRow(box: Box, name: string): Promise<number> {
  await box.page.stepBack();
  const phone = await box.phone();
  await phone.press('1');
  await phone.hearsSomebody();
  await phone.press('7');
  const gone = momentOfRow(box.page.tab, name, false);
  const hungUpAt = nowMs();
  await phone.hangUp();
  return (await gone) - hungUpAt;
}

/** What it would take if nobody stood between mail server, Asterisk and browser: in a mailbox whose page is not open. */
async function floorsOf(box: Box): Promise<() => Promise<{ storeToLamp: number; appendToIdle: number }>> {
  const { imap, pbx, extension } = box;
  await box.mail('Floor', aMessage({ extension }));
  await imap.mailboxCreate(FLOOR);
  const watcher = await box.mailClient();
  await watcher.mailboxOpen(FLOOR);
  let isSeen = false;
  return async () => {
    await imap.mailboxOpen('INBOX');
    isSeen = !isSeen;
    const told = box.lampIsTold();
    const storedAt = performance.now();
    await (isSeen ? imap.messageFlagsAdd('1', ['\\Seen']) : imap.messageFlagsRemove('1', ['\\Seen']));
    await pbx.refresh(extension);
    const storeToLamp = (await told).atMs - storedAt;
    // Whoever idles already is told; NOOP sees to it that what came before is not.
    await watcher.noop();
    const idle = watcher.idle();
    const exists = once(watcher, 'exists');
    const appendedAt = performance.now();
    await Promise.all([exists, imap.append(FLOOR, anOrdinaryMail().raw)]);
    const appendToIdle = performance.now() - appendedAt;
    await watcher.noop();
    await idle;
    return { storeToLamp, appendToIdle };
  };
}
