/** The lamp of the product: its shade is filled while it is on. Colour and size come from the class. */
export function LampGlyph({ on, className }: { on: boolean; className: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`flex-none fill-none stroke-current [stroke-linecap:round] [stroke-linejoin:round] ${className}`}
    >
      <path
        className={`transition-[fill] duration-(--duration-lamp) ${on ? 'fill-(--lamp-shade)' : 'fill-transparent'}`}
        d="M4.077 10.615A1 1 0 0 0 5 12h14a1 1 0 0 0 .923-1.385l-3.077-7.384A2 2 0 0 0 15 2H9a2 2 0 0 0-1.846 1.23Z"
      />
      <path d="M12 12v6" />
      <path d="M8 20a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v1a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1z" />
    </svg>
  );
}
