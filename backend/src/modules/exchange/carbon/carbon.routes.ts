import { categoryRequest, provenFootprint, scope3Report, shipmentRequest } from "@waybill/protocol/schemas/api/exchange";
import { address, type Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { organisationOf, type Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { announce } from "../events/outgoing.ts";
import type { FootprintChain } from "../exchange.ports.ts";
import type { FootprintChange } from "../footprints/footprints.service.ts";
import { ownFootprint } from "../footprints/footprints.views.ts";
import { publishCategory, publishShipment } from "./shipments.service.ts";
import { scope3Csv, scope3ReportOf } from "./scope3.views.ts";

const day = z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`));

/** What becomes of kept footprints: shipment footprints for partners, and reports by the GHG Protocol. */
export function exchangeCarbonRoutes({ app, chain }: { app: App; chain: FootprintChain }): Route[] {
  const publish = async (
    work: (ctx: Ctx, account: Address) => Promise<FootprintChange>,
    { principal, origin, traceId }: { principal: Principal | null; origin: string; traceId: string },
  ) => {
    const account = organisationOf(principal);
    const body = await inTransaction(
      app,
      async (ctx) => {
        const { id, changed } = await work(ctx, account);
        record(ctx, { action: "product-footprint.published", by: principal, subject: id });
        await announce(ctx, origin, changed);
        return ownFootprint(ctx, chain, account, id);
      },
      { traceId },
    );
    return { status: 201, body };
  };
  return [
    route({
      method: "post",
      path: "/api/exchange/shipments",
      act: "exchange:publish",
      summary: "Publishes a kept footprint of goods for partners, as iLEAP has the footprint of a shipment",
      description:
        "A product footprint of a transport service, per tonne-kilometre, with the transport chain elements as extension. Published again under the same " +
        "`shipmentId`, it deprecates what was there.",
      tag: "Exchange of footprints",
      body: shipmentRequest,
      responses: { 201: { description: "The footprint with its digest, salt and commitment.", schema: provenFootprint } },
      handler: ({ body, ...request }) => publish((ctx, account) => publishShipment(ctx, account, body), request),
    }),
    route({
      method: "post",
      path: "/api/exchange/tocs",
      act: "exchange:publish",
      summary: "Publishes a row of a factor table for partners, as iLEAP has a transport operation category",
      description: "Of a table that comes with Waybill or that somebody uploaded. Published again, it deprecates what was there.",
      tag: "Exchange of footprints",
      body: categoryRequest,
      responses: { 201: { description: "The footprint of one tonne-kilometre.", schema: provenFootprint } },
      handler: ({ body, ...request }) => publish((ctx, account) => publishCategory(ctx, account, "toc", body), request),
    }),
    route({
      method: "post",
      path: "/api/exchange/hocs",
      act: "exchange:publish",
      summary: "Publishes a row of a factor table for partners, as iLEAP has a hub operation category",
      description:
        "Of a row for hubs that names what they run on, in a class that iLEAP has. Published again, it deprecates what was there.",
      tag: "Exchange of footprints",
      body: categoryRequest,
      responses: { 201: { description: "The footprint of one tonne that leaves the hub.", schema: provenFootprint } },
      handler: ({ body, ...request }) => publish((ctx, account) => publishCategory(ctx, account, "hoc", body), request),
    }),
    route({
      method: "get",
      path: "/api/reports/scope3",
      act: "emissions:read",
      summary: "Transport emissions by holder and month, as the GHG Protocol has them reported",
      description:
        "Scope 1, and scope 3 categories 4 and 9, from the newest kept footprint of each lot, serial and unit. An emission that several of them hold " +
        "(a pallet's, a lot's on it, and that of what it became) counts once. A footprint counts in the month in which its last movement ended. `Accept: text/csv` for a spreadsheet.",
      tag: "Carbon",
      cost: 5,
      query: z
        .object({
          from: day.describe("First day, UTC."),
          until: day.describe("The day after the last, UTC."),
          account: address.optional().describe("Only this holder."),
        })
        .refine(({ from, until }) => from < until, { path: ["until"], error: "must be after from" }),
      responses: {
        200: { description: "A line for each holder and month.", schema: scope3Report, others: { "text/csv": z.string() } },
      },
      produces: ["application/json", "text/csv"],
      handler: async ({ query: { from, until, account }, accepted, traceId }) => {
        const wish = { from, until, account: account === undefined ? undefined : (getAddress(account.toLowerCase()) as Address) };
        const report = await inTransaction(app, (ctx) => scope3ReportOf(ctx, wish), { traceId, isSnapshot: true });
        return accepted === "text/csv"
          ? { status: 200, text: scope3Csv(report), contentType: "text/csv; charset=utf-8" }
          : { status: 200, body: report };
      },
    }),
  ];
}
