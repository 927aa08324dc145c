import { present } from './present.ts';
import { ring } from './running.ts';

const MINUTE_MS = 60_000;

const CALLS = [
  { name: 'Dr Patel', number: '+12025550143', seconds: 12 },
  { name: '', number: '', seconds: 5, codec: 'gsm' },
  { name: 'José Núñez', number: '+34915550142', seconds: 31, codec: 'ulaw' },
  { name: 'NOC Alerts', number: '5000', seconds: 6, codec: 'wav', urgent: true },
] as const;

await present({ mode: 'development' }, (show) => {
  let calls = 0;
  const ringing = setInterval(() => {
    const call = CALLS[calls % CALLS.length];
    calls += 1;
    if (call) void ring(show, '1001', call);
  }, MINUTE_MS);
  return () => clearInterval(ringing);
});
