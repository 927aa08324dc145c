import { expect } from 'vitest';
import { expectNextTryCompletes, expectUnharmed, isFlaggedDeleted, look, stateOf } from './checks.ts';
import type { Fault } from './faults.ts';
import { aScene, CHOSEN, chosenIds, type Scene, type Template } from './scene.ts';
import type { Answer, Verb } from './verbs.ts';

/** What each command of a verb is, in the order in which a mail server that does no wrong hears them. */
export async function commandsOf(template: Template): Promise<string[]> {
  const scene = await aScene(template);
  const ids = await chosenIds(scene.mailbox, template.verb.from);
  const said = scene.towards.listen();
  const answer = await template.verb.act(scene.mailbox, ids);
  const commands = [...said];
  expect(answer.failed).toEqual([]);
  await scene.close();
  return commands;
}

/**
 * Lets the verb's nth command go wrong, and sees that nothing is lost, that the page tells the truth, and that the next
 * try completes.
 * @returns in a few words what the person is told, and how the mailbox is before the next try
 */
export async function runCell(template: Template, nth: number, { rule }: Fault): Promise<string> {
  const { verb } = template;
  const scene = await aScene(template);
  const ids = await chosenIds(scene.mailbox, verb.from);
  const before = await look(scene);
  const told = await actFaultily(scene, verb, ids, { ...rule, skip: nth });
  const after = await look(scene);
  expectUnharmed(scene, before, after, { mayLose: verb.to === null || verb.to === 'room' ? CHOSEN : [] });
  const state = stateOf(verb, before, after);
  if (told === 'done') expect(state).toBe('done');
  await expectNextTryCompletes(scene, verb, before);
  await scene.close();
  const lying = after.mails.some(isFlaggedDeleted) ? ', flagged' : '';
  return told === 'done' ? `done${lying}` : `${told}, ${state}${lying}`;
}

/** With the mail server well again afterwards. */
async function actFaultily(
  scene: Scene,
  verb: Verb,
  ids: string[],
  rule: Fault['rule'] & { skip: number },
): Promise<string> {
  const [answered, done] = [aMoment(), aMoment()];
  const isStranded = rule.does === 'strand';
  const meanwhile = isStranded ? { meanwhile: () => answered.come, whenDone: done.now } : {};
  scene.towards.misbehave({ at: 'ANY', ...rule, ...meanwhile });
  const told = await verb.act(scene.mailbox, ids).then(
    (answer) => tellingOf(answer, ids),
    ({ code }) => code ?? 'crash',
  );
  scene.towards.behave();
  answered.now();
  if (isStranded) await done.come;
  return told;
}

function aMoment() {
  let now = () => {};
  const come = new Promise<void>((resolve) => {
    now = resolve;
  });
  return { come, now };
}

function tellingOf({ messages, purged = [], failed }: Answer, ids: string[]): string {
  expect([...messages.map(({ was }) => was), ...purged, ...failed.map(({ id }) => id)].sort()).toEqual([...ids].sort());
  const codes = [...new Set(failed.map(({ code }) => code))].sort();
  return codes.length === 0 ? 'done' : `${failed.length} of ${ids.length} ${codes.join(' ')}`;
}
