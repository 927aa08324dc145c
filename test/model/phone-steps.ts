import { aMessage } from '#test/builders.ts';
import { type Box, leaveMessage, PhoneSession, type Press } from './asterisk.ts';
import type { Step } from './choose.ts';
import type { Copy } from './look.ts';
import { type Call, MAILBOXES, pathOf, pick, pickSome, type World } from './world.ts';

/** The shortest number is offered everybody's messages. */
const OWNERS = [...MAILBOXES, MAILBOXES[0], MAILBOXES[0]];
const SAVES = ['work', 'family', 'friends'] as const;

/** `1001@default` in two. */
export function userOf(mailbox: string): { extension: string; context: string } {
  const [extension = '', context = ''] = mailbox.split('@');
  return { extension, context };
}

/** A box with something in it: the menu says how many messages there are. */
function boxOf(world: World, mailbox: string, number: number): Box {
  const boxes = [...world.sight.values()].flatMap((copy) => (isOffered(copy, mailbox) ? boxOfCopy(world, copy) : []));
  return pick(boxes, number) ?? 'new';
}

/** As Asterisk's search has it: any part of the number will do. */
function isOffered({ mailbox, flags }: Copy, asked: string): boolean {
  const [own, user] = [userOf(mailbox ?? ''), userOf(asked)];
  return !flags.has('\\deleted') && own.extension.includes(user.extension) && own.context.includes(user.context);
}

function boxOfCopy(world: World, { path, flags }: Copy): Box[] {
  if (path === pathOf(world, 'deleted')) return [];
  if (path !== pathOf(world, 'inbox')) return [{ path }];
  if (flags.has('\\seen')) return ['old'];
  return [flags.has('\\flagged') ? 'urgent' : 'new'];
}

const boxText = (box: Box) => (typeof box === 'string' ? box : box.path);

const leave: Step = async (world, [a, b]) => {
  const mailbox = pick(MAILBOXES, a) ?? MAILBOXES[0];
  const user = userOf(mailbox);
  const urgent = b % 3 === 0;
  const { raw } = aMessage({ ...user, urgent });
  const { maxMessages } = world;
  const inbox = pathOf(world, 'inbox');
  const isTaken = await leaveMessage(world.wires.caller, inbox, { user, raw, urgent, maxMessages });
  const did = `a caller ${isTaken ? 'leaves' : 'is refused'} ${urgent ? 'an urgent message' : 'a message'} for ${mailbox}`;
  return { actor: 'caller', did, swept: isTaken ? [inbox] : [] };
};

const lift: Step = async (world, [a, b]) => {
  if (world.call) return null;
  const mailbox = pick(OWNERS, a) ?? MAILBOXES[0];
  const phone = new PhoneSession(world.wires.phone, pathOf(world, 'inbox'), userOf(mailbox));
  // From the first command on: a session that begins is one that runs.
  world.call = { phone, mailbox, isDisturbed: false };
  const box = boxOf(world, mailbox, b);
  await phone.begin(box);
  return { actor: 'phone', did: `${mailbox} opens ${boxText(box)} on the phone: ${phone.places.length} messages` };
};

/** A key that needs a message under the cursor. */
function onPlace(
  press: (call: Call, place: Call['phone']['places'][number], world: World, number: number) => ReturnType<Step>,
): Step {
  return async (world, [a, b]) => {
    const place = world.call && pick(world.call.phone.places, a);
    return world.call && place ? press(world.call, place, world, b) : null;
  };
}

const play = onPlace(async ({ phone, mailbox }, place) => {
  return { actor: 'phone', did: `${mailbox} plays ${place.meant} on the phone`, presses: [await phone.play(place)] };
});

/** Goes through some of them and presses delete at each. */
const erase: Step = async (world, [, , c]) => {
  if (!world.call) return null;
  const { phone, mailbox } = world.call;
  const places = phone.places.length > 0 ? pickSome(phone.places, c) : [];
  const presses: Press[] = [];
  for (const place of places) {
    presses.push(await phone.play(place));
    phone.setDeleted(place, true);
  }
  const did = `${mailbox} plays and presses delete at ${places.map(({ meant }) => meant).join(', ')}`;
  return places.length > 0 ? { actor: 'phone', did, presses } : null;
};

const spare = onPlace(async ({ phone, mailbox }, place) => {
  if (!place.isDeleted) return null;
  const presses = [await phone.play(place)];
  phone.setDeleted(place, false);
  return { actor: 'phone', did: `${mailbox} plays ${place.meant} and takes the deletion back`, presses };
});

const save = onPlace(async ({ phone, mailbox }, place, world, number) => {
  const path = pathOf(world, pick(SAVES, number) ?? 'work');
  const presses = [await phone.play(place), await phone.save(place, path)];
  return { actor: 'phone', did: `${mailbox} plays ${place.meant} and saves it to ${path}`, presses };
});

const saveAsNew = onPlace(async ({ phone, mailbox }, place) => {
  const presses = [await phone.play(place), await phone.saveAsNew(place)];
  return { actor: 'phone', did: `${mailbox} plays ${place.meant} and saves it as new`, presses };
});

const changeBox: Step = async (world, [a]) => {
  if (!world.call) return null;
  const { phone, mailbox } = world.call;
  const box = boxOf(world, mailbox, a);
  const swept = [phone.path];
  const presses = await phone.change(box);
  return {
    actor: 'phone',
    did: `${mailbox} goes on to ${boxText(box)}, ${presses.length} deleted`,
    presses,
    swept,
    phone: 'reopened',
  };
};

const hangUp: Step = async (world) => {
  if (!world.call) return null;
  const { phone, mailbox } = world.call;
  const presses = await phone.hangUp();
  return {
    actor: 'phone',
    did: `${mailbox} hangs up, ${presses.length} deleted`,
    presses,
    swept: [phone.path],
    phone: 'hung up',
  };
};

export const PHONE_STEPS = { leave, lift, play, erase, spare, save, saveAsNew, changeBox, hangUp };
