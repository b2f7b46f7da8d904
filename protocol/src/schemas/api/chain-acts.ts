import { z } from "zod";
import { address, dateTime, hex32 } from "../primitives.ts";

/** GET /api/installation/chain-acts: a transaction that changed the AccessManager, or registered or revoked somebody. */
export const chainActView = z.object({
  transactionHash: hex32,
  block: z.number().int(),
  at: dateTime,
  sender: address,
  events: z.array(z.object({ name: z.string(), role: z.string().nullable(), account: address.nullable() })),
  /** `own`: sent by this installation; `noted`: an admin noted it here before; `unnoted`: nobody did. */
  verdict: z.enum(["own", "noted", "unnoted"]),
  /** Who noted it, and as what; null where nobody did, and once that person was erased. */
  note: z.object({ person: z.string(), action: z.string() }).nullable(),
  /** When an admin said of one without a note that it was looked into. */
  acknowledgedAt: dateTime.nullable(),
});
export type ChainActView = z.infer<typeof chainActView>;

/** What goes with each note: the wallet that is to send it, and the name of the call (`callHashOf`). */
export const sending = { wallet: address, call: hex32 };

/** What a note is answered with; without an id the act waits for a second admin, and nothing was noted. */
export const chainNote = z.object({ id: z.string().nullable() });

/** PUT /api/installation/chain-notes/{id}/transaction: as which transaction it was sent. */
export const notedTransaction = z.strictObject({ hash: hex32 });
