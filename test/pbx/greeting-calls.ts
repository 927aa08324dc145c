import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePcm16 } from '#lib/audio/pcm.ts';
import type { PbxPlace } from '#test/pbx.ts';
import { connectAmi } from './ami.ts';
import { MANAGER } from './conf.ts';

/** What a caller whom nobody answers hears in so many seconds, at 8000 Hz. */
export async function callerHears(place: PbxPlace, extension: string, seconds: number): Promise<Int16Array> {
  const name = `heard-${randomUUID()}`;
  await call(place, {
    channel: `${extension}@leave-unavailable`,
    context: 'listen',
    variables: [`HEARD=${name}`, `SECONDS=${seconds}`],
  });
  return decodePcm16(readFileSync(join(place.folder, 'run', `${name}.sln`)));
}

/** The owner records what callers hear when nobody answers: some of Asterisk's own words. */
export async function ownerRecords(place: PbxPlace, extension: string): Promise<void> {
  const sound = Array(5).fill('vm-intro').join('&');
  await call(place, { channel: `${extension}@check`, context: 'record', variables: [`SOUND=${sound}`] });
}

async function call(
  { amiPort }: PbxPlace,
  { channel, context, variables }: { channel: string; context: string; variables: string[] },
): Promise<void> {
  const ami = await connectAmi(amiPort, MANAGER);
  const id = randomUUID();
  const over = ami.next(
    ({ Event, Uniqueid }) => Event === 'Hangup' && Uniqueid === `${id}-2`,
    'the call ended',
    CALL_MS,
  );
  await ami.send('Originate', {
    ...{ Channel: `Local/${channel}/n`, ChannelId: `${id}-1`, OtherChannelId: `${id}-2` },
    ...{ Context: context, Exten: 's', Priority: '1', CallerID: '"Ann" <12025550100>' },
    ...{ Variable: variables.join(','), Async: 'true' },
  });
  await over;
  ami.close();
}

const CALL_MS = 90_000;
