import { staffView } from "@waybill/protocol/schemas/warehouse/floor";
import { z } from "zod";
import { ProblemError } from "../../platform/errors.ts";
import type { Reply } from "../../platform/http/route.ts";
import { administer } from "../administer.ts";
import { shownById } from "../floor/kept-answer.ts";
import { write } from "../floor/write.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { warehouseRoute, type WarehouseRoute } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";
import { addStaff, STAFF_NAME } from "./add-staff.ts";
import { endStaff, findStaff, listStaff, lockLeads, setLead } from "./staff.store.ts";

const TAG = "Staff";
const newStaff = z.strictObject({
  name: z.string().regex(STAFF_NAME, "must be 1 to 60 letters, digits, spaces, dots, hyphens, @ or _"),
  password: z.string().max(200),
  isLead: z.boolean().default(false),
});

export function staffRoutes(app: Warehouse): WarehouseRoute[] {
  const { personal } = app;
  const db = { tx: app.db.dataSource.manager };
  const shown = (reply: Reply) => shownById(reply, (id) => findStaff(db, personal, id));
  return [
    warehouseRoute({
      method: "get",
      path: "/api/floor/staff",
      act: "staff:read",
      httpsOnly: true,
      summary: "Everybody who works here, or has",
      tag: TAG,
      responses: { 200: { description: "The staff.", schema: z.object({ items: z.array(staffView) }) } },
      handler: async () => ({ status: 200, body: { items: await listStaff(db, personal) } }),
    }),
    warehouseRoute({
      method: "post",
      path: "/api/floor/staff",
      act: "staff:add",
      httpsOnly: true,
      keepsKeyItself: true,
      summary: "Somebody who works here from now on",
      tag: TAG,
      body: newStaff,
      responses: { 201: { description: "Added.", schema: staffView } },
      refuses: [409],
      handler: (request) =>
        administer(app, { act: "staff:add", principal: request.principal }, async () =>
          shown(
            await write(app, "staff", request, async (ctx, { by }) => ({
              ...{ status: 201, body: { id: await addStaff(ctx, personal, { ...request.body, by }) } },
            })),
          ),
        ),
    }),
    warehouseRoute({
      method: "put",
      path: "/api/floor/staff/{id}/lead",
      act: "staff:lead",
      httpsOnly: true,
      keepsKeyItself: true,
      summary: "Somebody leads from now on, or does no more",
      description: "From the next request on. One leads at least. The same again changes nothing.",
      tag: TAG,
      params: z.object({ id: z.uuid() }),
      body: z.strictObject({ isLead: z.boolean() }),
      responses: { 200: { description: "As it is now.", schema: staffView } },
      refuses: [404, 409],
      handler: (request) =>
        administer(app, { act: "staff:lead", principal: request.principal }, async () =>
          shown(
            await write(app, "staff", request, async (ctx, { by }) => {
              const { id } = request.params;
              const { isLead } = request.body;
              const leads = await lockLeads(ctx);
              if (!isLead && leads.length === 1 && leads[0] === id) throw new ProblemError(WAREHOUSE_PROBLEMS.lastLead);
              const changed = await setLead(ctx, id, isLead);
              if (changed === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownStaff);
              if (changed.wasLead !== isLead) await note(ctx, { by, what: isLead ? "lead-given" : "lead-taken", details: { staff: id } });
              return { status: 200, body: { id } };
            }),
          ),
        ),
    }),
    warehouseRoute({
      method: "delete",
      path: "/api/floor/staff/{id}",
      act: "staff:end",
      httpsOnly: true,
      keepsKeyItself: true,
      summary: "Somebody who does not work here any more: its password is good for nothing, and its tasks wait for others",
      tag: TAG,
      params: z.object({ id: z.uuid() }),
      responses: { 200: { description: "Ended.", schema: staffView } },
      refuses: [404, 409],
      handler: (request) =>
        administer(app, { act: "staff:end", principal: request.principal }, async () =>
          shown(
            await write(app, "staff", request, async (ctx, { by }) => {
              const { id } = request.params;
              const leads = await lockLeads(ctx);
              if (leads.length === 1 && leads[0] === id) throw new ProblemError(WAREHOUSE_PROBLEMS.lastLead);
              if (!(await endStaff(ctx, id))) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownStaff);
              await note(ctx, { by, what: "staff-ended", details: { staff: id } });
              return { status: 200, body: { id } };
            }),
          ),
        ),
    }),
  ];
}
