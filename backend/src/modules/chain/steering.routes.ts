import { waitingForm } from "@waybill/protocol/schemas/api/chain-status";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { route, type Route } from "../../platform/http/route.ts";
import type { Signers } from "./relayer/signers.ts";
import { steer } from "./relayer/steer.ts";

const TAG = "Chain";
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** What an admin does about a transaction that no block takes. The relayer, which may be another process, does it in its next round. */
export function steeringRoutes(app: App, signers: Signers): Route[] {
  return [
    route({
      method: "post",
      path: "/api/chain/transactions/{id}/replacement",
      act: "transactions:replace",
      stepUp: true,
      summary: "Has a waiting transaction replaced by a dearer form at once",
      description: "`hash` is its newest form. No form costs more than the fee cap; at the cap it waits until it is withdrawn.",
      tag: TAG,
      params,
      body: waitingForm,
      responses: { 204: { description: "The relayer replaces it in its next round." } },
      handler: async ({ params: { id }, body: { hash }, principal, traceId }) => {
        await inTransaction(app, (ctx) => steer(ctx, signers, { id, what: "replace", of: hash as Hex32 }, principal), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/chain/transactions/{id}/withdrawal",
      act: "transactions:withdraw",
      stepUp: true,
      summary: "Frees the nonce of a waiting transaction by a transfer of nothing",
      description:
        "The transaction itself is sent with another nonce once that is final, so it takes effect once at most. `hash` is its newest form.",
      tag: TAG,
      params,
      body: waitingForm,
      responses: { 204: { description: "The relayer withdraws it in its next round." } },
      handler: async ({ params: { id }, body: { hash }, principal, traceId }) => {
        await inTransaction(app, (ctx) => steer(ctx, signers, { id, what: "withdraw", of: hash as Hex32 }, principal), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
