import { z } from "zod";
import { inventoryPage, rangesAnswer, rangesRequest } from "@waybill/protocol/schemas/warehouse/inventory";
import {
  forgetAnswer,
  instructionAnswer,
  shipmentInstruction,
  withdrawal,
  withdrawalAnswer,
} from "@waybill/protocol/schemas/warehouse/instructions";
import { warehouseHealth } from "@waybill/protocol/schemas/warehouse/registration";
import { inTransaction } from "../../platform/context.ts";
import { facet } from "../../platform/http/facet.ts";
import { readState } from "../shop/state.store.ts";
import { warehouseRoute, type WarehouseRoute } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";
import { forget } from "./forget.ts";
import { instruct, withdraw } from "./instruct.ts";
import { inventoryEnd, listInventory } from "./inventory.ts";
import { createRanges } from "./ranges.ts";

const TAG = "Shop";
/** The id of a fulfilment order, as the shop names it. */
const params = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, hyphens or underscores") });
/** An order of five hundred lines, with titles. */
const INSTRUCTION_BYTES = 1_048_576;

/** What the shop asks of a warehouse: docs/adr/0040-warehouses.md. */
export function shopRoutes(app: Warehouse): WarehouseRoute[] {
  const { id } = app.config.warehouse;
  const rangesOf = createRanges(app);
  return [
    warehouseRoute({
      method: "get",
      path: "/health",
      act: "health:read",
      summary: "That it is there, and how much it has told",
      tag: TAG,
      responses: { 200: { description: "It is healthy.", schema: warehouseHealth } },
      handler: async () => {
        const { instance, sequence } = await readState({ tx: app.db.dataSource.manager });
        return { status: 200, body: { status: "healthy", id, instance, sequence, at: app.clock.now().toISOString() } };
      },
    }),
    warehouseRoute({
      method: "get",
      path: "/inventory",
      act: "inventory:read",
      httpsOnly: true,
      summary: "How many are on hand of each lot, in all bins together",
      tag: TAG,
      query: z.object({
        after: facet(inventoryEnd).describe("`next` of the page before."),
        limit: z.coerce.number().int().min(1).max(1_000).default(500).describe("Items on a page."),
      }),
      responses: { 200: { description: "A page.", schema: inventoryPage } },
      handler: async ({ query, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listInventory(ctx, query), { traceId, isSnapshot: true }),
      }),
    }),
    warehouseRoute({
      method: "post",
      path: "/inventory/ranges",
      act: "inventory:read",
      httpsOnly: true,
      summary: "What is below nodes of the tree over all that is on hand",
      description: "To find what differs without reading all of it: hashes of sixteen children, or the items where they are few.",
      tag: TAG,
      body: rangesRequest,
      responses: { 200: { description: "Each node, in the order asked.", schema: rangesAnswer } },
      handler: async ({ body: { prefixes } }) => ({ status: 200, body: await rangesOf(prefixes) }),
    }),
    warehouseRoute({
      method: "put",
      path: "/shipments/{id}",
      act: "shipments:instruct",
      httpsOnly: true,
      summary: "Packs these goods, as far as they are there",
      description: "The same words again get the same answer, words with an older fence are refused. What is held is in the answer.",
      tag: TAG,
      params,
      body: shipmentInstruction,
      bodyLimitBytes: INSTRUCTION_BYTES,
      responses: { 200: { description: "What is done about it.", schema: instructionAnswer } },
      refuses: [409, 422],
      handler: async ({ params: { id: shipment }, body, traceId }) => ({ status: 200, body: await instruct(app, shipment, body, traceId) }),
    }),
    warehouseRoute({
      method: "post",
      path: "/shipments/{id}/withdrawal",
      act: "shipments:withdraw",
      httpsOnly: true,
      summary: "Does not pack it, if it has not left",
      tag: TAG,
      params,
      body: withdrawal,
      responses: { 200: { description: "Whether it could be called back.", schema: withdrawalAnswer } },
      refuses: [409, 422],
      handler: async ({ params: { id: shipment }, body: { fence }, traceId }) => ({
        status: 200,
        body: await withdraw(app, shipment, fence, traceId),
      }),
    }),
    warehouseRoute({
      method: "post",
      path: "/shipments/{id}/forget",
      act: "shipments:forget",
      httpsOnly: true,
      summary: "Forgets where it went: whose order it was is erased",
      description: "Answered once its key is destroyed. What is under way is refused: call it off first.",
      tag: TAG,
      params,
      responses: { 200: { description: "Nothing here opens it any more.", schema: forgetAnswer } },
      refuses: [409],
      handler: async ({ params: { id: shipment }, traceId }) => ({ status: 200, body: await forget(app, shipment, traceId) }),
    }),
  ];
}
