import type { Misbehaviour } from '#test/bad-imap-plan.ts';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { changeUidValidity } from '#test/maildir.ts';
import { expect, type Portal, signIn, test } from './portal.ts';
import type { Account, Site } from './site.ts';

// A mail server that hangs is given up after twice this time.
test.use({
  siteOptions: { settings: { IMAP_TIMEOUT_SECONDS: '2' } },
  expectedFailures: [401, 404, 410, 502, 503, 'net::ERR_INTERNET_DISCONNECTED'],
});

const aLongMessage = () => aMessage({ recording: speech('gsm', 60) });
const problem = (portal: Portal) => portal.list.getByRole('alert');
const tryNow = (portal: Portal) => problem(portal).getByRole('button', { name: 'Try now' });

test.describe('the mail server dies', () => {
  test('the page says so, and goes on when told to try now', async ({ account, page, portal, site }) => {
    await account.receive(aMessage({ caller: { name: 'Charles Babbage', number: '1007' } }), 'Work');
    await portal.open(account);
    await site.door.stop();
    await portal.folder('Work').click();
    await expect(problem(portal)).toContainText('The mail server does not answer');
    await expect(problem(portal)).toContainText('For your administrator: mail-server-unreachable, request ');
    await portal.comeToFront();
    await expect(page.getByRole('status').filter({ hasText: 'Lamp not known' })).toBeVisible();

    await site.door.start();
    await tryNow(portal).click();
    await expect(portal.row('Charles Babbage')).toBeVisible();
    await portal.comeToFront();
    await expect(page.getByRole('status').filter({ hasText: 'Lamp should be off' })).toBeVisible();
  });

  test('the page goes on by itself', async ({ account, page, portal, site }) => {
    await page.clock.install();
    await account.receive(aMessage());
    await signIn(page.request, account);
    await site.door.stop();
    await portal.goTo('/inbox');
    await expect(problem(portal)).toContainText(/Trying again in (20|1\d) seconds\./);
    await page.clock.fastForward('00:21');
    await expect(problem(portal)).toContainText(/Trying again in (20|1\d) seconds\./);
    await site.door.start();
    await page.clock.fastForward('00:21');
    await expect(portal.row('Dr Patel')).toBeVisible();
  });

  test('what is in the list stays, and what is loaded plays on', async ({ account, page, portal, site }) => {
    await account.receive(aLongMessage());
    await portal.openLive(account);
    await portal.lamp('Dr Patel').click();
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Pause: Dr Patel, Playing');
    await portal.playsPast(0.2);
    await site.door.stop();
    await expect(page.getByRole('status').filter({ hasText: 'Lamp not known' })).toBeVisible();
    await expect(portal.row('Dr Patel')).toBeVisible();
    await portal.playsPast((await portal.sound()).currentTime);
    await site.door.start();
  });
});

test.describe('the mail server goes wrong', () => {
  const WAYS: [Misbehaviour, string][] = [
    [{ at: 'SELECT', does: 'no' }, 'The mail server gave an answer that makes no sense'],
    [{ at: 'SELECT', does: 'no', code: 'INUSE' }, 'The mail server is busy'],
    [{ at: 'SELECT', does: 'no', code: 'UNAVAILABLE' }, 'The mail server does not answer'],
    [{ at: 'SELECT', does: 'bad' }, 'The mail server gave an answer that makes no sense'],
    [{ at: 'SELECT', does: 'hang' }, 'The mail server does not answer'],
    [{ at: 'SEARCH', does: 'bad' }, 'The mail server gave an answer that makes no sense'],
    [{ at: 'FETCH', does: 'no' }, 'The mail server gave an answer that makes no sense'],
    [{ at: 'FETCH', does: 'bad' }, 'The mail server gave an answer that makes no sense'],
    [{ at: 'FETCH', does: 'garbage' }, 'The mail server '],
    [{ at: 'FETCH', does: 'bye' }, 'The mail server does not answer'],
    [{ at: 'FETCH', does: 'drop', afterBytes: 100 }, 'The mail server does not answer'],
  ];
  for (const [rule, words] of WAYS) {
    const name = [rule.at, rule.does, rule.code, rule.afterBytes && 'midway'].filter(Boolean).join(' ');
    test(`${name}: the list says so and recovers`, async ({ account, page, portal, site }) => {
      await account.receive(aMessage());
      await signIn(page.request, account);
      site.door.misbehave(rule);
      await portal.goTo('/inbox');
      await expect(problem(portal)).toContainText(words);
      expect(site.log()).toMatch(/"status":50[23],.*"cause":\{"name":"VoicemailError","message":"Cannot [^"]+: [^"]+"/);
      site.door.behave();
      // Where it was not live, it may be back by itself before one can press anything.
      await tryNow(portal).or(portal.row('Dr Patel')).first().click();
      await expect(portal.row('Dr Patel')).toBeVisible();
    });
  }
});

test.describe('marking a message heard fails', () => {
  for (const does of ['no', 'bad', 'drop', 'hang'] as const) {
    test(`${does}: the message is new again, and the page says so`, async ({ account, portal, site }) => {
      const uid = await account.receive(aLongMessage());
      await portal.open(account);
      site.door.misbehave({ at: 'STORE', does });
      await portal.lamp('Dr Patel').click();
      const alert = portal.player.getByRole('alert');
      await expect(alert).toContainText('Dr Patel could not be marked as heard: the mail server ');
      await portal.player.getByRole('button', { name: 'Pause' }).click();
      await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
      await expect(portal.folder('Inbox')).toContainText('1 new of 1');
      expect(await account.isHeard(uid)).toBe(false);

      site.door.behave();
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(() => account.isHeard(uid)).toBe(true);
      await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
      await expect(alert).toHaveCount(0);
    });
  }
});

test('a mark that never reached the mail server is taken back', async ({ account, page, portal, site }) => {
  const uid = await account.receive(aMessage());
  await portal.open(account);
  await site.door.stop();
  await portal.row('Dr Patel').hover();
  await portal.row('Dr Patel').getByRole('button', { name: 'Mark as heard' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'could not be marked' });
  await expect(alert).toContainText('Dr Patel could not be marked as heard: the mail server does not answer.');
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
  await expect(portal.folder('Inbox')).toContainText('1 new of 1');
  await site.door.start();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => account.isHeard(uid)).toBe(true);
  await expect(alert).toHaveCount(0);
});

test.describe('the recording does not come', () => {
  const WAYS: [Misbehaviour['does'], string][] = [
    ['bad', 'The mail server gave an answer that makes no sense. Try again'],
    ['drop', 'The mail server does not answer. Try again'],
    ['hang', 'The mail server does not answer. Try again'],
  ];
  for (const [does, words] of WAYS) {
    test(`${does}: the player says so, and plays when tried again`, async ({ account, portal, site }) => {
      const uid = await account.receive(aLongMessage());
      await portal.open(account);
      site.door.misbehave({ at: 'FETCH', does });
      await portal.lamp('Dr Patel').click();
      const alert = portal.player.getByRole('alert');
      // A hung server is given up after two silences, and the sound is made ready before it is played.
      await expect(alert).toHaveText(words, { timeout: 40_000 });
      await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
      expect(await account.isHeard(uid)).toBe(false);
      site.door.behave();
      await alert.getByRole('button', { name: 'Try again' }).click();
      await portal.playsPast(0);
      await expect.poll(() => account.isHeard(uid)).toBe(true);
    });
  }

  test('taken away by another program: the player says so, and the list follows', async ({ account, portal }) => {
    const uid = await account.receive(aLongMessage());
    await account.receive(aMessage({ caller: { name: 'Grace Hopper', number: '1002' } }));
    await portal.goDeaf();
    await portal.open(account);
    await expect(portal.row('Dr Patel')).toBeVisible();
    await account.imap.mailboxOpen('INBOX');
    await account.imap.messageDelete(String(uid), { uid: true });
    await portal.lamp('Dr Patel').click();
    await expect(portal.player.getByRole('alert')).toContainText('This message is no longer here.');
    await portal.player.getByRole('button', { name: 'Load the list again' }).click();
    await expect(portal.row('Dr Patel')).toHaveCount(0);
    await expect(portal.row('Grace Hopper')).toBeVisible();
  });
});

test.describe('the folder is numbered anew while the page is open', () => {
  async function openAndRenumber({ account, portal, site }: { account: Account; portal: Portal; site: Site }) {
    await account.receive(aLongMessage());
    await portal.goDeaf();
    await portal.open(account);
    await expect(portal.row('Dr Patel')).toBeVisible();
    changeUidValidity(site.mailServer, account.name);
  }

  test('playing says so, and the list loaded again plays', async ({ account, portal, site }) => {
    await openAndRenumber({ account, portal, site });
    const id = (await portal.row('Dr Patel').getAttribute('data-key')) ?? '';
    await portal.lamp('Dr Patel').click();
    await expect(portal.player.getByRole('alert')).toContainText('This message is no longer here.');
    await portal.player.getByRole('button', { name: 'Load the list again' }).click();
    await expect(portal.row('Dr Patel')).not.toHaveAttribute('data-key', id);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
  });

  test('marking says so, and the list loads itself again', async ({ account, page, portal, site }) => {
    await openAndRenumber({ account, portal, site });
    const row = portal.row('Dr Patel');
    const mark = async () => {
      await row.hover();
      await row.getByRole('button', { name: 'Mark as heard' }).click();
    };
    const id = (await row.getAttribute('data-key')) ?? '';
    await mark();
    await expect(page.getByRole('alert').filter({ hasText: 'could not be marked' })).toContainText(
      'Dr Patel could not be marked as heard: this message is no longer here.',
    );
    await expect(row).not.toHaveAttribute('data-key', id);
    await mark();
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
    await expect(page.getByRole('alert').filter({ hasText: 'could not be marked' })).toHaveCount(0);
  });
});

test.describe('without a connection', () => {
  test('the page says so, and goes on when it is back', async ({ account, context, portal }) => {
    await account.receive(aMessage({ caller: { name: 'Charles Babbage', number: '1007' } }), 'Work');
    await portal.open(account);
    await portal.folder('Work').click();
    await expect(portal.row('Charles Babbage')).toBeVisible();
    await context.setOffline(true);
    await portal.filter('Urgent').click();
    await expect(problem(portal)).toContainText('This page cannot reach its server');
    await context.setOffline(false);
    await expect(portal.list.getByText('Nothing urgent in Work')).toBeVisible();
  });
});

test('a password that the mail server no longer takes leads to sign-in, and back', async ({
  account,
  page,
  portal,
  site,
}) => {
  await account.receive(aMessage());
  await portal.open(account, '/inbox?show=new');
  await expect(portal.row('Dr Patel')).toBeVisible();
  // The server drew the row: before the script runs nobody notices that the page comes to the front.
  await portal.isLive();
  site.door.misbehave({ at: 'ANY', does: 'drop', times: 1 }, { at: 'LOGIN', does: 'no', code: 'AUTHENTICATIONFAILED' });
  await portal.comeToFront();
  await expect(page).toHaveURL('/sign-in?from=%2Finbox%3Fshow%3Dnew');
  await expect(page.getByText('Dr Patel')).toHaveCount(0);
});
