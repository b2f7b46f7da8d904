import { acceptRequest, handoverState, handoverView, offerRequest, rejectRequest } from "@waybill/protocol/schemas/api/custody";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { HandoverView } from "@waybill/protocol/schemas/api/custody";
import { address, hex32, type Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { CUSTODY_PROBLEMS } from "./custody.errors.ts";
import type { HandoversService } from "./handovers.service.ts";
import { findHandover, listHandovers } from "./handovers.views.ts";

const PAGE = 50;
const TAG = "Custody";
const params = z.object({ id: z.string().max(64) });

const handoversQuery = z.object({
  account: address.optional(),
  unit: hex32.optional(),
  state: handoverState.optional(),
  after: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
});

export function handoversRoutes(app: App, service: HandoversService): Route[] {
  const reading = { tx: app.db.dataSource.manager, clock: app.clock };
  const viewOf = async (id: string): Promise<HandoverView> => {
    const view = await findHandover(reading, id);
    if (!view) throw new ProblemError(CUSTODY_PROBLEMS.handoverUnknown);
    return view;
  };
  return [
    route({
      method: "post",
      path: "/api/custody/handovers",
      act: "custody:offer",
      credential: "signature",
      summary: "Offers a unit to another organisation",
      description: "The holder signs `Handover` with the unit's present `seq`. One offer per `seq` can be open at a time.",
      tag: TAG,
      body: offerRequest,
      responses: { 201: { description: "The offer.", schema: handoverView } },
      handler: async ({ body, traceId }) => {
        const id = await inTransaction(app, (ctx) => service.offer(ctx, body), { traceId });
        return { status: 201, body: await viewOf(id), headers: { Location: `/api/custody/handovers/${id}` } };
      },
    }),
    route({
      method: "get",
      path: "/api/custody/handovers",
      act: "custody:read",
      summary: "Handovers from or to an account, newest first",
      tag: TAG,
      query: handoversQuery,
      responses: { 200: { description: "A page of handovers.", schema: pageOf(handoverView) } },
      handler: async ({ query: { account, ...query } }) => {
        const filter = { ...query, account: account === undefined ? undefined : (getAddress(account) as Address) };
        return { status: 200, body: await listHandovers(reading, filter) };
      },
    }),
    route({
      method: "get",
      path: "/api/custody/handovers/{id}",
      act: "custody:read",
      summary: "One handover and where it stands",
      tag: TAG,
      params,
      responses: { 200: { description: "The handover.", schema: handoverView } },
      handler: async ({ params: { id } }) => ({ status: 200, body: await viewOf(id) }),
    }),
    route({
      method: "post",
      path: "/api/custody/handovers/{id}/accept",
      act: "custody:accept",
      credential: "signature",
      summary: "Takes over an offered unit",
      description: "The receiver signs the very `Handover` that the holder signed; the transaction is ours to send.",
      tag: TAG,
      params,
      body: acceptRequest,
      responses: { 202: { description: "Accepted; on its way to the chain.", schema: handoverView } },
      handler: async ({ params: { id }, body, traceId }) => {
        await inTransaction(app, (ctx) => service.accept(ctx, id, body), { traceId });
        return { status: 202, body: await viewOf(id) };
      },
    }),
    route({
      method: "post",
      path: "/api/custody/handovers/{id}/reject",
      act: "custody:reject",
      credential: "signature",
      summary: "Refuses an offered unit",
      description: "The receiver signs `Reject`. Only the hash of the reason goes on chain.",
      tag: TAG,
      params,
      body: rejectRequest,
      responses: { 202: { description: "Refused; on its way to the chain.", schema: handoverView } },
      handler: async ({ params: { id }, body, traceId }) => {
        await inTransaction(app, (ctx) => service.reject(ctx, id, body), { traceId });
        return { status: 202, body: await viewOf(id) };
      },
    }),
  ];
}
