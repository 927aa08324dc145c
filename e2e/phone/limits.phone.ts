import { expect } from 'vitest';
import { scenario } from './scenario.ts';

scenario(
  '11: a mailbox filled to maxmsg takes calls again after messages were deleted on the page',
  async (box) => {
    await box.callers('Ann', 'Bob', 'Cy');
    expect(await box.caller('Dee')).toBe(false);
    await box.page.remove('Ann', 'Bob');
    await box.page.laterTidies();
    expect(await box.caller('Eve')).toBe(true);
    await box.endsWith({ inbox: ['Cy', 'Eve'], deleted: ['Ann', 'Bob'] });
  },
  'maxmsg 3',
);

scenario(
  '11: where even Deleted has no room, a message deleted for good makes room for the next caller',
  async (box) => {
    await box.callers('Ann', 'Bob', 'Cy', 'Dee');
    expect(await box.caller('Eve')).toBe(false);
    expect(await box.page.remove('Ann')).toEqual(['mailbox-over-quota']);
    expect(await box.page.removeForGood('Ann')).toEqual([]);
    await box.page.laterTidies();
    expect(await box.caller('Flo')).toBe(true);
    await box.endsWith({ inbox: ['Bob', 'Cy', 'Dee', 'Flo'] });
  },
  'quota 4',
);

scenario(
  '11: freeing space, which empties Deleted, makes room for the next caller',
  async (box) => {
    await box.callers('Ann', 'Bob');
    await box.page.remove('Ann', 'Bob');
    await box.page.laterTidies();
    await box.callers('Cy', 'Dee');
    expect(await box.caller('Eve')).toBe(false);
    expect(await box.page.purge('Ann', 'Bob')).toEqual([]);
    expect(await box.caller('Flo')).toBe(true);
    await box.endsWith({ inbox: ['Cy', 'Dee', 'Flo'] });
  },
  'quota 4',
);
