import { expect } from '@playwright/test';
import { scenario } from './scenario.ts';

const EIGHT = ['Ann', 'Bob', 'Cy', 'Dee', 'Eve', 'Flo', 'Gil', 'Hal'];

scenario('11: a mailbox filled to maxmsg says so, and takes calls again after messages were deleted', async (box) => {
  await box.callers(...EIGHT);
  expect(await box.caller('Ida')).toBe(false);
  await expect(box.page.tab.getByText('Callers hear that your mailbox is full.')).toBeVisible();
  // Two, because to Asterisk a caller whom it refused goes on leaving a message.
  await box.page.remove('Ann', 'Bob');
  await box.leave('Ann', 'Bob');
  expect(await box.caller('Jan')).toBe(true);
  await box.endsWith({ inbox: [...EIGHT.slice(2), 'Jan'], deleted: ['Ann', 'Bob'] });
});

scenario(
  '11: where even Deleted has no room, a message deleted for good makes room for the next caller',
  async (box) => {
    await box.callers('Ann', 'Bob', 'Cy', 'Dee');
    expect(await box.caller('Eve')).toBe(false);
    await expect(box.page.tab.getByText('Callers hear that your mailbox is full.')).toBeVisible();
    expect(await box.page.remove('Ann')).toEqual(['mailbox-over-quota']);
    expect(await box.page.removeForGood()).toEqual([]);
    await box.leave('Ann');
    expect(await box.caller('Flo')).toBe(true);
    await box.endsWith({ inbox: ['Bob', 'Cy', 'Dee', 'Flo'] });
  },
  'quota 4',
);

scenario(
  '11: a message deleted for good from Deleted makes room for the next caller',
  async (box) => {
    await box.callers('Ann', 'Bob');
    await box.page.remove('Ann', 'Bob');
    await box.leave('Ann', 'Bob');
    await box.callers('Cy', 'Dee');
    expect(await box.caller('Eve')).toBe(false);
    expect(await box.page.purge('Ann', 'Bob')).toEqual([]);
    expect(await box.caller('Flo')).toBe(true);
    await box.endsWith({ inbox: ['Cy', 'Dee', 'Flo'] });
  },
  'quota 4',
);
