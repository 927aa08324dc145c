/** What is open, and what ends it, last first. */
interface Opened<T> {
  opened: T;
  close(): Promise<void>;
}

/** Opens one thing after the other; what is open already is ended when one of them fails. */
export async function allOrNone<T>(open: (endsBy: (end: () => unknown) => void) => Promise<T>): Promise<Opened<T>> {
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    return { opened: await open((end) => ends.push(end)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
