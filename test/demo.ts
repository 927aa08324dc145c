import { present } from './present.ts';

await present({ mode: 'production', hasConf: process.argv.includes('--voicemail-conf') });
