import { warehouseName } from "@waybill/protocol/schemas/api/stock";
import {
  binView,
  damageRequest,
  doneView,
  floorCaller,
  logView,
  scanView,
  shelfView,
  shipmentLine,
  shipmentView,
} from "@waybill/protocol/schemas/warehouse/floor";
import { parcel } from "@waybill/protocol/schemas/warehouse/instructions";
import { z } from "zod";
import { ProblemError } from "../../platform/errors.ts";
import { facet } from "../../platform/http/facet.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { readLog } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { warehouseRoute, type WarehouseRoute } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";
import { allBins, findBin, makeBin } from "./bins.store.ts";
import { goodsGiven, goodsOf } from "./goods.ts";
import { parcelLabel } from "./parcel-label.ts";
import { readScan } from "./scan.ts";
import { findShipment, listShipments, shipmentOfParcel } from "./shipments.views.ts";
import { count, damage, listBins, putAway, receive } from "./stock.ts";
import { write } from "./write.ts";

const TAG = "Floor";
const bin = warehouseName.describe("Code of a bin.");
const quantity = z.number().int().min(1).max(1_000_000);
const counted = z.number().int().min(0).max(1_000_000_000);

/** What is done with goods on their shelves, and where they are. */
export function floorRoutes(app: Warehouse): WarehouseRoute[] {
  const db = { tx: app.db.dataSource.manager };
  const shelves = (of: Parameters<typeof listBins>[1]) => listBins({ ...db, clock: app.clock }, of);
  const floorWrite = { httpsOnly: true, keepsKeyItself: true, tag: TAG } as const;
  const floorRead = { method: "get", act: "floor:read", httpsOnly: true, tag: TAG } as const;
  return [
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/me",
      summary: "Who asks, and where",
      responses: {
        200: {
          description: "Who asks.",
          schema: floorCaller,
        },
      },
      handler: async ({ principal }) => {
        const { id, name } = app.config.warehouse;
        return { status: 200, body: { name: principal?.name, role: principal?.role, warehouse: { id, name } } };
      },
    }),
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/bins",
      summary: "All bins",
      responses: { 200: { description: "The bins.", schema: z.object({ items: z.array(binView) }) } },
      handler: async () => ({ status: 200, body: { items: await allBins(db) } }),
    }),
    warehouseRoute({
      ...floorWrite,
      method: "put",
      path: "/api/floor/bins/{code}",
      act: "bins:make",
      summary: "Makes a bin; one that is there stays as it is",
      params: z.object({ code: warehouseName }),
      responses: { 200: { description: "The bin.", schema: binView } },
      handler: (request) => write(app, "bin", request, async (ctx) => ({ status: 200, body: await makeBin(ctx, request.params.code) })),
    }),
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/stock",
      summary: "What is in a bin, or where some goods are, the earliest expiry first",
      query: z.object({
        bin: facet(warehouseName).describe("In this bin alone."),
        gtin: facet(z.string().max(14)).describe("Of these goods alone."),
        lot: facet(z.string().max(20)).describe("Of this lot alone."),
      }),
      responses: { 200: { description: "At most 500 lots.", schema: z.object({ items: z.array(shelfView) }) } },
      handler: async ({ query }) => ({ status: 200, body: { items: await shelves(query) } }),
    }),
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/scans/{code}",
      summary: "What a code names, and where it is",
      description: "A bin, a parcel, or goods: GTIN, GS1 element string or GS1 Digital Link, percent-encoded.",
      params: z.object({ code: z.string().min(1).max(500) }),
      responses: {
        200: {
          description: "What it names.",
          schema: scanView,
        },
      },
      refuses: [404],
      handler: async ({ params: { code } }) => {
        const scanned = readScan(code);
        if (scanned?.kind === "goods") return { status: 200, body: { ...scanned, items: await shelves({ ...scanned, bin: null }) } };
        if (scanned?.kind === "parcel") {
          const shipment = await findShipment(db, app.personal, (await shipmentOfParcel(db, scanned.sscc)) ?? "");
          if (shipment !== undefined) return { status: 200, body: { ...scanned, shipment } };
        }
        const found = scanned?.kind === "bin" ? await findBin(db, scanned.code) : undefined;
        if (found === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownScan);
        return { status: 200, body: { kind: "bin", bin: found, items: await shelves({ bin: found.code, gtin: null, lot: null }) } };
      },
    }),
    warehouseRoute({
      ...floorWrite,
      method: "post",
      path: "/api/floor/receipts",
      act: "goods:receive",
      summary: "Takes in goods",
      body: goodsGiven.extend({ bin, quantity, reference: z.string().trim().min(1).max(100).optional() }),
      responses: { 201: { description: "They are in the bin.", schema: doneView } },
      refuses: [404],
      handler: (request) =>
        write(app, "receive", request, async (ctx, doer) => {
          const { bin: into, quantity: units, reference, ...given } = request.body;
          const goods = goodsOf(given);
          await receive(ctx, app, doer, { goods, bin: into, quantity: units, reference });
          return { status: 201, body: { ...goods, bin: into, change: units } };
        }),
    }),
    warehouseRoute({
      ...floorWrite,
      method: "post",
      path: "/api/floor/put-aways",
      act: "goods:put-away",
      summary: "Carries goods from bin to bin",
      description: "What is reserved for a shipment is picked, and not put away.",
      body: goodsGiven.extend({ from: bin, to: bin, quantity }),
      responses: { 201: { description: "They are in the other bin.", schema: doneView } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "put-away", request, async (ctx, doer) => {
          const { from, to, quantity: units, ...given } = request.body;
          const goods = goodsOf(given);
          await putAway(ctx, doer, { goods, from, to, quantity: units });
          return { status: 201, body: { ...goods, bin: to, change: units } };
        }),
    }),
    warehouseRoute({
      ...floorWrite,
      method: "post",
      path: "/api/floor/counts",
      act: "goods:count",
      summary: "Puts the ledger right by what was counted in a bin",
      description: "The count is held against the ledger as it is when it arrives; fewer than are reserved are refused.",
      body: goodsGiven.extend({ bin, counted, task: z.uuid().optional().describe("The task that asked for it.") }),
      responses: { 201: { description: "By how many the ledger was wrong.", schema: doneView } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "count", request, async (ctx, doer) => {
          const { bin: at, counted: found, task, ...given } = request.body;
          const goods = goodsOf(given);
          const change = await count(ctx, doer, { goods, bin: at, counted: found, task });
          return { status: 201, body: { ...goods, bin: at, change } };
        }),
    }),
    warehouseRoute({
      ...floorWrite,
      method: "post",
      path: "/api/floor/damages",
      act: "goods:damage",
      summary: "Takes goods off the ledger that are good for nothing any more",
      description: "For a task to discard what has expired, with its id: then it counts as done by so many.",
      body: goodsGiven.extend({ bin, quantity, ...damageRequest, task: z.uuid().optional() }),
      responses: { 201: { description: "They are off the ledger.", schema: doneView } },
      refuses: [404, 409],
      handler: (request) =>
        write(app, "damage", request, async (ctx, doer) => {
          const { bin: at, quantity: units, reason, task, ...given } = request.body;
          const goods = goodsOf(given);
          await damage(ctx, doer, { goods, bin: at, quantity: units, reason, task });
          return { status: 201, body: { ...goods, bin: at, change: -units } };
        }),
    }),
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/shipments",
      summary: "Shipments that are under way, or in one state; the oldest first",
      query: z.object({ state: facet(shipmentLine.shape.state).describe("In this state alone.") }),
      responses: { 200: { description: "At most 200.", schema: z.object({ items: z.array(shipmentLine) }) } },
      handler: async ({ query: { state } }) => ({ status: 200, body: { items: await listShipments(db, state) } }),
    }),
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/shipments/{id}",
      summary: "One shipment: its goods, where it goes, its parcels and tasks",
      params: z.object({ id: z.string().max(64) }),
      responses: { 200: { description: "The shipment.", schema: shipmentView } },
      refuses: [404],
      handler: async ({ params: { id } }) => {
        const shipment = await findShipment(db, app.personal, id);
        if (shipment === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownShipment);
        return { status: 200, body: shipment };
      },
    }),
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/parcels/{sscc}/label",
      summary: "The label of a parcel as a picture to print: its SSCC as GS1-128",
      params: z.object({ sscc: parcel.shape.sscc }),
      responses: { 200: { description: "The label.", contentType: "image/svg+xml" } },
      refuses: [404],
      handler: async ({ params: { sscc } }) => {
        if ((await shipmentOfParcel(db, sscc)) === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownScan);
        return { status: 200, text: parcelLabel(sscc), contentType: "image/svg+xml; charset=utf-8" };
      },
    }),
    warehouseRoute({
      ...floorRead,
      path: "/api/floor/log",
      summary: "What happened here, and by whom, the newest first",
      query: pageQuery.extend({
        after: facet(z.string().regex(/^\d{1,18}$/, "must be the `next` of a page")).describe("`next` of the page before."),
        shipment: facet(z.string().max(64)).describe("Of this shipment alone."),
      }),
      responses: { 200: { description: "A page.", schema: z.object({ items: z.array(logView), next: z.string().nullable() }) } },
      handler: async ({ query }) => ({ status: 200, body: await readLog(db, app.personal, query) }),
    }),
  ];
}
