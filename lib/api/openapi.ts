import { z } from 'zod';
import {
  callBack,
  changeMessages,
  getHealth,
  getMailbox,
  listChanges,
  listMessages,
  purgeMessages,
  refreshLamp,
  signOutEverywhere,
  watchMailbox,
} from './contract.ts';
import { getGreetingRecording, listGreetings, putGreeting, removeGreeting } from './greeting-contract.ts';
import {
  beginSecondFactor,
  getSecondFactor,
  switchSecondFactorOff,
  switchSecondFactorOn,
} from './second-factor-contract.ts';
import { problem } from './shapes.ts';
import { exportMessages, getPeaks, getRecording } from './sound-contract.ts';

interface Endpoint {
  method: string;
  path: string;
  input: z.ZodType;
  output?: z.ZodType;
  /** What its body is where that is no JSON; nothing: there is none. */
  takes?: readonly string[];
  /** What it answers where that is no JSON. */
  produces?: readonly string[];
}

const SUMMARY: [Endpoint, string][] = [
  [getMailbox, 'Folders with counts, quota, and what the lamp should show'],
  [refreshLamp, 'Have the phone system look at the mailbox again'],
  [callBack, "Have the owner's phone ring, and the caller of a message called"],
  [listMessages, 'One page of a folder, newest first'],
  [listChanges, 'What became of the rows that a page has'],
  [changeMessages, 'Mark messages heard or new, move them, restore them'],
  [purgeMessages, 'Delete messages for good'],
  [getRecording, 'The sound, as WAV with Range; with download, a file of it or of the stored bytes'],
  [getPeaks, 'The waveform of the sound, where nobody speaks, and what makes it evenly loud'],
  [exportMessages, 'The sounds of many messages, as a zip with a list'],
  [listGreetings, 'The greetings, and what callers hear now'],
  [putGreeting, 'Store a WAV as a greeting'],
  [removeGreeting, 'Remove a greeting'],
  [getGreetingRecording, 'A greeting, as WAV with Range'],
  [watchMailbox, 'Hints that something changed, as server-sent events'],
  [signOutEverywhere, 'End every session of this account, on all devices'],
  [getSecondFactor, 'Whether this sign-in has a second factor'],
  [beginSecondFactor, 'Draw a secret for an authenticator app'],
  [switchSecondFactorOn, 'Switch the second factor on'],
  [switchSecondFactorOff, 'Switch the second factor off'],
  [getHealth, 'Whether the mail server takes connections'],
];

/** The contract as OpenAPI 3.1, for programs other than our own page. */
export function openApi(publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [endpoint, summary] of SUMMARY) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint, summary) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Lamplight', version: '1', description: 'Sign in through next-auth; writes need our Origin.' },
    servers: [{ url: publicUrl }],
    paths,
    components: { schemas: { Problem: schemaOf(problem) } },
  };
}

function operation({ method, path, input, output, takes, produces = [] }: Endpoint, summary: string) {
  const { properties = {}, required = [] } = schemaOf(input) as { properties?: object; required?: string[] };
  const isQuery = method === 'GET' || takes !== undefined;
  const parameters = Object.entries(properties).map(([name, schema]) => {
    const isInPath = path.includes(`{${name}}`);
    return { name, in: isInPath ? 'path' : 'query', required: isInPath || required.includes(name), schema };
  });
  const json = { 'application/json': { schema: schemaOf(input) } };
  const content = takes ? Object.fromEntries(takes.map((type) => [type, {}])) : json;
  const hasBody = method !== 'GET' && Object.keys(content).length > 0;
  const success = output
    ? { 'application/json': { schema: schemaOf(output) } }
    : Object.fromEntries(produces.map((type) => [type, {}]));
  const failure = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    summary,
    ...(isQuery && { parameters }),
    ...(hasBody && { requestBody: { required: true, content } }),
    responses: {
      200: { description: 'Done', content: success },
      default: { description: 'A problem (RFC 9457)', content: failure },
    },
  };
}

/** What a caller sends: parameters before they are turned into numbers and such. */
function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
