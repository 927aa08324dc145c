import { present } from './present.ts';

await present('production');
