import { warehouseName } from "@waybill/protocol/schemas/api/stock";
import { taskView } from "@waybill/protocol/schemas/warehouse/floor";
import { instructedGoods, parcel } from "@waybill/protocol/schemas/warehouse/instructions";
import { z } from "zod";
import { facet } from "../../platform/http/facet.ts";
import { pack } from "../shipments/pack.ts";
import { pick } from "../shipments/pick.ts";
import { ship } from "../shipments/ship.ts";
import { listTasks } from "../shipments/tasks.store.ts";
import { warehouseRoute, type WarehouseRoute } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";
import { goodsGiven, goodsOf } from "./goods.ts";
import { unpack } from "./stock.ts";
import { handBack, take } from "./tasks.ts";
import { write } from "./write.ts";

const task = z.object({ id: z.uuid() });
const shipment = z.object({ id: z.string().max(64) });
const quantity = z.number().int().min(0).max(1_000_000);

/** What the floor does for shipments: tasks, picking, packing, loading. */
export function workRoutes(app: Warehouse): WarehouseRoute[] {
  const floorWrite = { method: "post", httpsOnly: true, keepsKeyItself: true, tag: "Floor" } as const;
  return [
    warehouseRoute({
      method: "get",
      path: "/api/floor/tasks",
      act: "floor:read",
      httpsOnly: true,
      summary: "What is to be done: tasks that nobody has, and one’s own; the oldest first",
      tag: "Floor",
      query: z.object({
        kind: facet(taskView.shape.kind).describe("Of this kind alone."),
        shipment: facet(z.string().max(64)).describe("For this shipment alone."),
      }),
      responses: { 200: { description: "At most 200.", schema: z.object({ items: z.array(taskView) }) } },
      handler: async ({ query, principal }) => ({
        status: 200,
        body: { items: await listTasks({ tx: app.db.dataSource.manager }, { ...query, staff: principal?.person ?? "" }) },
      }),
    }),
    warehouseRoute({
      ...floorWrite,
      path: "/api/floor/tasks/{id}/take",
      act: "tasks:take",
      summary: "Takes a task, so that nobody else begins it",
      params: task,
      responses: { 200: { description: "Taken.", schema: taskView } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "take", request, async (ctx, { staff }) => ({ status: 200, body: await take(ctx, request.params.id, staff) })),
    }),
    warehouseRoute({
      ...floorWrite,
      path: "/api/floor/tasks/{id}/hand-back",
      act: "tasks:take",
      summary: "Leaves a task to others; what was done of it stays done",
      params: task,
      responses: { 200: { description: "It waits again.", schema: taskView } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "hand-back", request, async (ctx, { staff }) => ({ status: 200, body: await handBack(ctx, request.params.id, staff) })),
    }),
    warehouseRoute({
      ...floorWrite,
      path: "/api/floor/tasks/{id}/pick",
      act: "shipments:pick",
      summary: "Picks goods of a task: bin and goods as they were scanned",
      description: "With `isShort` the rest is not there: the shop is told, and the bin is to be counted.",
      params: task,
      body: goodsGiven.extend({ bin: warehouseName, quantity, isShort: z.boolean().default(false) }),
      responses: { 200: { description: "The task as it is now.", schema: taskView } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "pick", request, async (ctx, doer) => {
          const { bin, quantity: units, isShort, ...given } = request.body;
          const picked = await pick(ctx, doer, request.params.id, { bin, goods: goodsOf(given), quantity: units, isShort });
          return { status: 200, body: picked };
        }),
    }),
    warehouseRoute({
      ...floorWrite,
      path: "/api/floor/tasks/{id}/unpack",
      act: "goods:put-away",
      summary: "Carries back what was picked in vain",
      description: "A quantity of 0 says that there is nothing left to carry.",
      params: task,
      body: z.strictObject({ to: warehouseName, quantity }),
      responses: { 200: { description: "The task as it is now.", schema: taskView } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "unpack", request, async (ctx, doer) => ({
          status: 200,
          body: await unpack(ctx, doer, { task: request.params.id, ...request.body }),
        })),
    }),
    warehouseRoute({
      ...floorWrite,
      path: "/api/floor/shipments/{id}/pack",
      act: "shipments:pack",
      summary: "Puts what was picked into parcels, and asks the shop whether they may leave",
      description: "Each parcel has an SSCC of its own. Without `parcels` all of it is one.",
      params: shipment,
      body: z.strictObject({ parcels: z.array(z.array(instructedGoods).min(1).max(500)).min(1).max(100).optional() }),
      responses: { 201: { description: "The parcels.", schema: z.object({ parcels: z.array(parcel) }) } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "pack", request, async (ctx, doer) => {
          const { parcels = null } = request.body;
          const packed = await pack(ctx, doer, { id: request.params.id, parcels, prefix: app.config.ssccPrefix });
          return { status: 201, body: { parcels: packed } };
        }),
    }),
    warehouseRoute({
      ...floorWrite,
      path: "/api/floor/shipments/{id}/ship",
      act: "shipments:ship",
      summary: "Loads a shipment that the shop has let go",
      params: shipment,
      body: z.strictObject({
        carrier: z.string().trim().min(1).max(100).nullable().default(null),
        tracking: z.string().trim().min(1).max(100).nullable().default(null),
      }),
      responses: { 200: { description: "It has left.", schema: z.object({ id: z.string(), state: z.literal("shipped") }) } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "ship", request, async (ctx, doer) => {
          const { id } = request.params;
          await ship(ctx, app, doer, { id, ...request.body });
          return { status: 200, body: { id, state: "shipped" } };
        }),
    }),
  ];
}
