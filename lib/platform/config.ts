import { z } from 'zod';
import { CALL_SETTINGS, callComplaints } from './call-settings.ts';
import { isRange } from './client-address.ts';
import { COMPANY_SETTINGS, clientSecret, companyComplaints } from './company-settings.ts';
import { once } from './once.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');
const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
const positive = z.coerce.number().positive();

/** With a port or without; IPv6 in brackets. */
const isHost = (text: string) => /^(\[[0-9a-f:]+\]|[^\s:[\]/]+)(:\d{1,5})?$/i.test(text);

/** Ways in, of which a site may have several. */
const WAYS = z.enum(['password', 'pin', 'oidc', 'proxy']);

export type WayIn = z.output<typeof WAYS>;

/** Every setting of the environment; `docs/settings.md` explains each. */
const SETTINGS = z.object({
  // Where these are absent VOICEMAIL_CONF is asked: lib/imap/mail-home.ts.
  IMAP_HOST: z.string().optional(),
  IMAP_PORT: port.optional(),
  IMAP_TLS: z.enum(['starttls', 'tls', 'none']).optional(),
  IMAP_TLS_VERIFY: yesOrNo.optional(),
  IMAP_TIMEOUT_SECONDS: positive.optional(),
  IMAP_FOLDER: z.string().optional(),
  IMAP_PARENT_FOLDER: z.string().optional(),
  IMAP_MAX_CONNECTIONS: z.coerce.number().int().min(2).default(2000),
  AMI_HOST: list.refine((hosts) => hosts.every(isHost), 'must be hosts, as pbx1.example or 192.0.2.1:5038').default([]),
  AMI_PORT: port.default(5038),
  AMI_USER: z.string().default(''),
  AMI_SECRET: z.string().default(''),
  AMI_TLS: yesOrNo.default(false),
  ...CALL_SETTINGS,
  VOICEMAIL_CONF: z.string().optional(),
  SIGN_IN: list.pipe(z.array(WAYS).min(1)).optional(),
  SECOND_FACTOR: z.enum(['off', 'optional']).default('off'),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters: openssl rand -base64 33'),
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  BASE_PATH: z
    .string()
    .regex(/^(\/[\w.-]+)*$/, 'must begin with a slash and end with none: /voicemail')
    .default(''),
  TRUSTED_PROXIES: list
    .refine((ranges) => ranges.every(isRange), 'must be addresses or ranges: 10.0.0.0/8 ::1')
    .default([]),
  ...COMPANY_SETTINGS,
  REQUEST_TIMEOUT_SECONDS: positive.default(20),
  SESSION_HOURS: positive.default(12),
  IDLE_MINUTES: positive.default(60),
  MAX_MESSAGES: z.coerce.number().int().min(1).max(9999).optional(),
  /** 0: Deleted keeps for ever. */
  DELETED_DAYS: z.coerce.number().min(0).default(30),
  /** 0: at once. */
  TIDY_AFTER_MINUTES: z.coerce.number().min(0).default(5),
  REDIS_URL: z.url({ protocol: /^(rediss?|unix)$/ }).optional(),
  AUDIT_FILE: z.string().optional(),
  AUDIT_CALLERS: yesOrNo.default(false),
  STATE_DIR: z.string().min(1).default('./state'),
  PORT: port.default(3000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Config = Readonly<ReturnType<typeof readConfig>>;

/**
 * The settings of an environment, checked all at once. An empty value counts as absent.
 * @throws {Error} that names every wrong setting, what is wrong with it, and never its value.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = SETTINGS.safeParse(given);
  const complaints = [
    ...(error?.issues.map(complaint) ?? []),
    ...halfAmi(given),
    ...pinWithoutConf(given),
    ...companyComplaints(given),
    ...callComplaints(given),
  ];
  if (complaints.length > 0 || !data) throw new Error(['Cannot start: settings are wrong', ...complaints].join('\n  '));
  const usual: WayIn = data.VOICEMAIL_CONF === undefined ? 'password' : 'pin';
  return { ...data, SIGN_IN: data.SIGN_IN ?? [usual], OIDC_CLIENT_SECRET: clientSecret(data) };
}

/** Half of what AMI needs would look like a site without it. */
function halfAmi(given: Record<string, unknown>): string[] {
  const names = ['AMI_HOST', 'AMI_USER', 'AMI_SECRET'];
  const missing = names.filter((name) => given[name] === undefined);
  return missing.length === names.length
    ? []
    : missing.map((name) => `${name}: must be set, for AMI needs ${names.join(', ')}`);
}

/** PINs stand nowhere else. */
function pinWithoutConf({ SIGN_IN, VOICEMAIL_CONF }: Readonly<Record<string, string | undefined>>): string[] {
  const isPin = /\bpin\b/.test(SIGN_IN ?? '');
  return isPin && VOICEMAIL_CONF === undefined ? ['VOICEMAIL_CONF: must be set, for SIGN_IN has pin'] : [];
}

function complaint({ path, message, code }: z.core.$ZodIssue): string {
  const missing = code === 'invalid_type' && message.includes('undefined');
  return `${path.join('.')}: ${missing ? 'must be set' : message}`;
}

/** This process's settings, read at first use. */
export function config(): Config {
  return once('config', () => {
    const settings = readConfig(process.env);
    // next-auth reads these two by itself; without them every redirect goes to localhost:3000.
    process.env.NEXTAUTH_URL = `${new URL(settings.PUBLIC_URL).origin}${settings.BASE_PATH}/api/auth`;
    process.env.NEXTAUTH_SECRET = settings.AUTH_SECRET;
    return settings;
  });
}
