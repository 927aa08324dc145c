/** A grey stand-in for what is still loading; give it a size. */
export function Skeleton({ className }: { className: string }) {
  return <span className={`block rounded-xs bg-sunken motion-safe:animate-breathe ${className}`} />;
}
