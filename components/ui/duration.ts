/** `0:42`, `12:07`, `1:02:03`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}${tail}` : `${minutes}${tail}`;
}

/** As one says it: `48 seconds`, `2 minutes 7`, `1 hour 2 minutes`. */
export function spokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return minutes > 0 ? `${count(hours, 'hour')} ${count(minutes, 'minute')}` : count(hours, 'hour');
  if (minutes > 0) return rest > 0 ? `${count(minutes, 'minute')} ${rest}` : count(minutes, 'minute');
  return count(rest, 'second');
}

const NUMBERS = new Intl.NumberFormat('en-GB');

/** `1 message`, `5,000 messages`. */
export function count(many: number, thing: string): string {
  return `${NUMBERS.format(many)} ${thing}${many === 1 ? '' : 's'}`;
}
