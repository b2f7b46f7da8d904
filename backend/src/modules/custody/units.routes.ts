import { closeRequest, contentItem, openRequest } from "@waybill/protocol/schemas/api/custody";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { custodyView } from "@waybill/protocol/schemas/api/traceability";
import { custodyProof } from "@waybill/protocol/schemas/bundle";
import { address, hex32, subject, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { missing } from "./custody.checks.ts";
import { custodyProofs, type ReadTerms } from "./custody.proofs.ts";
import { findContents, findHolding, findUnit } from "./custody.store.ts";
import { custodyViews } from "./custody.views.ts";
import type { UnitsService } from "./units.service.ts";

const PAGE = 50;
const TAG = "Custody";
const params = z.object({ unit: hex32 });

const openedUnit = z.object({ unit: hex32, subject, state: z.enum(["opening", "opened"]) });
const unitContents = z.object({ docHash: hex32, contents: z.object({ salt: hex32, items: z.array(contentItem) }).nullable() });
const closingUnit = z.object({ unit: hex32, seq: z.number().int() });

const unitsQuery = z
  .object({
    subject: subject.optional(),
    holder: address.optional(),
    after: hex32.optional(),
    limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
  })
  .refine((query) => (query.subject === undefined) !== (query.holder === undefined), "name either a subject or a holder");

export function unitsRoutes(app: App, service: UnitsService, readTerms: ReadTerms): Route[] {
  const tx = { tx: app.db.dataSource.manager };
  const notOnChain = async (unit: string): Promise<never> => {
    throw new ProblemError(...missing(await findUnit(tx, unit as Hex32)));
  };
  return [
    route({
      method: "post",
      path: "/api/custody/units",
      act: "custody:open",
      credential: "signature",
      summary: "Puts a logistic unit under custody",
      description: "The first holder signs `Open`; the transaction is ours to send. Follow `/api/stream`, or ask for the unit.",
      tag: TAG,
      body: openRequest,
      responses: { 202: { description: "Accepted; on its way to the chain.", schema: openedUnit } },
      handler: async ({ body, traceId }) => ({
        status: 202,
        body: await inTransaction(app, (ctx) => service.open(ctx, body), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/custody/units",
      act: "custody:read",
      summary: "Custody of the units with one SSCC, or of those that an account holds",
      tag: TAG,
      query: unitsQuery,
      responses: { 200: { description: "Units that are on chain.", schema: pageOf(custodyView) } },
      handler: async ({ query }) => {
        if (query.subject !== undefined)
          return { status: 200, body: { items: await custodyViews(tx, { subjects: [query.subject] }), next: null } };
        const holder = getAddress(query.holder ?? "") as Address;
        const items = await custodyViews(tx, { holder, after: query.after ?? null, limit: query.limit });
        return { status: 200, body: { items, next: items.length === query.limit ? (items.at(-1)?.unit ?? null) : null } };
      },
    }),
    route({
      method: "get",
      path: "/api/custody/units/{unit}",
      act: "custody:read",
      summary: "Who holds a unit, and how it came there",
      tag: TAG,
      params,
      responses: { 200: { description: "Custody of the unit.", schema: custodyView } },
      handler: async ({ params: { unit } }) => {
        const [view] = await custodyViews(tx, { units: [unit] });
        return view ? { status: 200, body: view } : notOnChain(unit);
      },
    }),
    route({
      method: "get",
      path: "/api/custody/units/{unit}/proof",
      act: "custody:read",
      summary: "All that is needed to check a unit's custody without us",
      tag: TAG,
      params,
      responses: { 200: { description: "The proof.", schema: custodyProof } },
      handler: async ({ params: { unit } }) => {
        const [proof] = await custodyProofs(tx, readTerms, { units: [unit] });
        return proof ? { status: 200, body: proof } : notOnChain(unit);
      },
    }),
    route({
      method: "get",
      path: "/api/custody/units/{unit}/contents",
      act: "custody:read",
      summary: "What is inside a unit, as last signed",
      description: "`contents` is null when the items were never told to this service; `docHash` is what the chain has.",
      tag: TAG,
      params,
      responses: { 200: { description: "The contents.", schema: unitContents } },
      handler: async ({ params: { unit } }) => {
        const docHash = (await findHolding(tx, unit as Hex32))?.docHash;
        if (!docHash) return notOnChain(unit);
        return { status: 200, body: { docHash, contents: (await findContents(tx, docHash)) ?? null } };
      },
    }),
    route({
      method: "post",
      path: "/api/custody/units/{unit}/close",
      act: "custody:close",
      credential: "signature",
      summary: "Ends a unit's custody",
      description: "The holder signs `Close`: the unit was unpacked, sold or destroyed.",
      tag: TAG,
      params,
      body: closeRequest,
      responses: { 202: { description: "Accepted; on its way to the chain.", schema: closingUnit } },
      handler: async ({ params: { unit }, body, traceId }) => {
        await inTransaction(app, (ctx) => service.close(ctx, unit as Hex32, body), { traceId });
        return { status: 202, body: { unit, seq: body.seq } };
      },
    }),
  ];
}
