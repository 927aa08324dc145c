import { Pause, Play } from 'lucide-react';

export function PlayIcon({ isPlaying, size }: { isPlaying: boolean; size: number }) {
  const Icon = isPlaying ? Pause : Play;
  // A triangle in a circle looks centred when it is a little to the right.
  const nudge = isPlaying ? '' : 'translate-x-px';
  return <Icon size={size} strokeWidth={1} fill="currentColor" className={nudge} aria-hidden="true" />;
}
