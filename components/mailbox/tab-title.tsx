interface TabTitleProps {
  /** What the page is. */
  name: string;
  /** How many new messages wait in the inbox. */
  newMessages?: number;
}

/** The browser tab: its title counts what is new, and its icon is lit with the lamp. React puts both into the head. */
export function TabTitle({ name, newMessages = 0 }: TabTitleProps) {
  return (
    <>
      <title>{`${newMessages > 0 ? `(${newMessages}) ` : ''}${name} · Lamplight`}</title>
      <link rel="icon" type="image/svg+xml" href={newMessages > 0 ? '/icon-lit.svg' : '/icon.svg'} />
    </>
  );
}
