import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from './build.ts';
import { type Stage, setTheStage } from './cast.ts';
import { stopChildren } from './child.ts';
import { confText, contextsFor } from './conf-text.ts';
import { freePort } from './free-port.ts';
import { startPortal } from './portal.ts';
import { forgetRunning, type Running, tellRunning } from './running.ts';
import { confAlone } from './settings.ts';

export interface Show extends Running {
  /** Where the voicemail.conf is that people sign in by; `null` where they do by their mail account. */
  voicemailConf: string | null;
  stop(): Promise<void>;
}

export interface ShowOptions {
  mode: 'production' | 'development';
  /** The portal's, or the next one that is free. */
  port?: number;
  /** Whether the portal is told of a voicemail.conf, and of nothing else. */
  hasConf?: boolean;
}

/** Mail server, cast and portal, on free ports. */
export async function startShow({ mode, port, hasConf = false }: ShowOptions): Promise<Show> {
  const staging = setTheStage();
  try {
    const [stage] = await Promise.all([staging, mode === 'production' ? build() : undefined]);
    return await open(stage, { mode, port: await freePort(port), hasConf });
  } catch (error) {
    await close(staging.catch(() => null));
    throw error;
  }
}

async function open(stage: Stage, { mode, port, hasConf }: Required<ShowOptions>): Promise<Show> {
  const conf = writeConf(stage);
  // Greetings need the file in any case.
  const settings = hasConf ? confAlone(conf) : { VOICEMAIL_CONF: conf, SIGN_IN: 'password' };
  const { url } = await startPortal(stage, { port, mode, settings });
  const show = { url, host: stage.host, port: stage.port, cast: stage.cast };
  tellRunning(show);
  return { ...show, voicemailConf: hasConf ? conf : null, stop: () => close(stage) };
}

/** Greetings lie on the mail server, apart from messages. */
const GREETINGS_BY_MAIL = 'imapgreetings=yes\ngreetingsfolder=Greetings\nformat=wav49\nmaxgreet=60\n';

const CONF_FOLDER = resolve('.cache/site');

function writeConf(stage: Stage): string {
  const path = join(CONF_FOLDER, 'voicemail.conf');
  mkdirSync(CONF_FOLDER, { recursive: true });
  writeFileSync(path, confText(stage, { contexts: contextsFor(stage.cast), general: GREETINGS_BY_MAIL }));
  return path;
}

async function close(stage: Stage | Promise<Stage | null>): Promise<void> {
  forgetRunning();
  await stopChildren();
  await (await stage)?.stop();
}
