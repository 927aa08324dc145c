/** A grey stand-in for what is still loading; give it a size. */
export function Skeleton({ className, isRound = false }: { className: string; isRound?: boolean }) {
  const corners = isRound ? 'rounded-full' : 'rounded-xs';
  return <span className={`block bg-sunken motion-safe:animate-breathe ${corners} ${className}`} />;
}
