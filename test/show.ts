import { build } from './build.ts';
import { type Stage, setTheStage } from './cast.ts';
import { stopChildren } from './child.ts';
import { freePort } from './free-port.ts';
import { startPortal } from './portal.ts';
import { forgetRunning, type Running, tellRunning } from './running.ts';

export interface Show extends Running {
  stop(): Promise<void>;
}

/** Mail server, cast and portal, on free ports; the portal on `port` or the next one that is free. */
export async function startShow(mode: 'production' | 'development', port?: number): Promise<Show> {
  const staging = setTheStage();
  try {
    const [stage] = await Promise.all([staging, mode === 'production' ? build() : undefined]);
    return await open(stage, mode, await freePort(port));
  } catch (error) {
    await close(staging.catch(() => null));
    throw error;
  }
}

async function open(stage: Stage, mode: 'production' | 'development', port: number): Promise<Show> {
  const { url } = await startPortal(stage, { port, mode });
  const show = { url, host: stage.host, port: stage.port, cast: stage.cast };
  tellRunning(show);
  return { ...show, stop: () => close(stage) };
}

async function close(stage: Stage | Promise<Stage | null>): Promise<void> {
  forgetRunning();
  await stopChildren();
  await (await stage)?.stop();
}
