import 'server-only';
import { AmiConnection, type AmiServer } from './ami-connection.ts';
import type { AmiMessage } from './ami-text.ts';

const PATIENCE_MS = 10_000;

/**
 * Asks one Asterisk for work that may take it long, such as looking into a mailbox: it tells nothing else on the same
 * connection meanwhile, and who is in the phone's menu cannot wait. Connects when it is needed.
 */
export class AmiAsker {
  readonly #server: AmiServer;
  #connection: Promise<AmiConnection> | null = null;
  #isClosed = false;

  constructor(server: AmiServer) {
    this.#server = server;
  }

  /** @throws {AmiRefusal} when Asterisk says no @throws {Error} when it does not answer */
  async ask(action: string, fields: Record<string, string>): Promise<AmiMessage> {
    if (this.#isClosed) throw new Error('Cannot ask Asterisk: the portal is stopping');
    this.#connection ??= this.#open();
    const connection = await this.#connection;
    return connection.ask(action, fields);
  }

  close(): void {
    this.#isClosed = true;
    void this.#connection?.then((connection) => connection.close()).catch(() => undefined);
  }

  async #open(): Promise<AmiConnection> {
    try {
      const how = { hasEvents: false, patienceMs: PATIENCE_MS };
      const connection = await AmiConnection.open(this.#server, () => undefined, how);
      void connection.ended.then(() => this.#forget());
      return connection;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#connection = null;
  }
}
