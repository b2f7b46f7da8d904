import { deviceName, deviceView, enrolledDevice, newDevice } from "@waybill/protocol/schemas/warehouse/floor";
import { z } from "zod";
import { ProblemError } from "../../platform/errors.ts";
import { administer } from "../administer.ts";
import type { Reply } from "../../platform/http/route.ts";
import { shownById } from "../floor/kept-answer.ts";
import { write } from "../floor/write.ts";
import { namesOf } from "../staff/names.ts";
import { inWarehouse } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { warehouseRoute, type WarehouseCaller, type WarehouseRoute } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";
import { addDevice } from "./add-device.ts";
import { endDevice, findDeviceById, listDevices, type Device } from "./devices.store.ts";
import { createEnrol } from "./enrol.ts";
import { giveDevice } from "./secrets.ts";

const TAG = "Devices";

export function deviceRoutes(app: Warehouse): WarehouseRoute[] {
  const enrol = createEnrol(app);
  const db = { tx: app.db.dataSource.manager };
  const viewsFor = async (principal: WarehouseCaller | null, devices: readonly Device[]) => {
    const nameOf = await namesOf(
      db,
      app.personal,
      devices.map(({ addedBy }) => addedBy),
    );
    return devices.map((device) => viewFor(principal, device, nameOf(device.addedBy)));
  };
  const shown = (principal: WarehouseCaller | null, reply: Reply) =>
    shownById(reply, async (id) => {
      const device = await findDeviceById(db, id);
      return device && (await viewsFor(principal, [device]))[0];
    });
  return [
    warehouseRoute({
      method: "get",
      path: "/api/floor/devices",
      act: "devices:read",
      httpsOnly: true,
      summary: "All devices: known, waiting for their code, and ended",
      tag: TAG,
      responses: { 200: { description: "The devices.", schema: z.object({ items: z.array(deviceView) }) } },
      handler: async ({ principal }) => {
        return { status: 200, body: { items: await viewsFor(principal, await listDevices(db)) } };
      },
    }),
    warehouseRoute({
      method: "post",
      path: "/api/floor/devices",
      act: "devices:add",
      httpsOnly: true,
      // A code in clear is kept nowhere. Asked again, it gives a new code, and the one before is good for nothing.
      keepsNoAnswer: true,
      summary: "A code that makes a device known: once, within 15 minutes, written at that device",
      tag: TAG,
      body: z.strictObject({ name: deviceName }),
      responses: { 201: { description: "The code; it is shown once.", schema: newDevice } },
      refuses: [409],
      handler: ({ principal, body: { name }, traceId }) =>
        administer(app, { act: "devices:add", principal }, async () => {
          const by = principal?.by ?? "nobody";
          const added = await inWarehouse(app, "device", (ctx) => addDevice(ctx, { name, by }), { traceId });
          return { status: 201, body: { ...(await viewsFor(principal, [added]))[0], code: added.code } };
        }),
    }),
    warehouseRoute({
      method: "post",
      path: "/api/floor/devices/enrol",
      act: "devices:enrol",
      httpsOnly: true,
      keepsNoAnswer: true,
      summary: "Makes the device that asks a known one, by its code",
      description: "A browser is given a cookie. A program is given the secret, and shows it as `Waybill-Device` with each request.",
      tag: TAG,
      body: z.strictObject({
        code: z.string().min(1).max(60).describe("As it was shown; case, spaces and hyphens do not matter."),
        keeper: z.enum(["browser", "program"]).default("browser").describe("Who keeps the secret."),
      }),
      responses: {
        201: {
          description: "The device is known.",
          schema: enrolledDevice,
          headers: { "Set-Cookie": "Secret of the device, for a browser." },
        },
      },
      refuses: [422, 429],
      handler: ({ body: { code, keeper }, address }) =>
        administer(app, { act: "devices:enrol", principal: null }, async () => {
          const { device, secret } = await enrol(code, { address });
          const { id, name } = device;
          if (keeper === "program") return { status: 201, body: { id, name, secret } };
          return { status: 201, body: { id, name, secret: null }, headers: giveDevice(app.config.warehouse.id, secret) };
        }),
    }),
    warehouseRoute({
      method: "delete",
      path: "/api/floor/devices/{id}",
      act: "devices:end",
      httpsOnly: true,
      keepsKeyItself: true,
      summary: "A device that nobody works at any more: from now on it is not known, and its code is good for nothing",
      tag: TAG,
      params: z.object({ id: z.uuid() }),
      responses: { 200: { description: "Ended.", schema: deviceView } },
      refuses: [404],
      handler: (request) =>
        administer(app, { act: "devices:end", principal: request.principal }, async () =>
          shown(
            request.principal,
            await write(app, "device", request, async (ctx, { by }) => {
              const ended = await endDevice(ctx, request.params.id);
              if (ended === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.noSuchDevice);
              await note(ctx, { by, what: "device-ended", details: { device: ended.id, name: ended.name } });
              return { status: 200, body: { id: ended.id } };
            }),
          ),
        ),
    }),
  ];
}

/** With whether it is the one that the request comes from. */
function viewFor(
  principal: WarehouseCaller | null,
  { id, name, addedAt, codeExpiresAt, enrolledAt, usedAt, endedAt }: Device,
  addedBy: string | null,
) {
  return { id, name, addedAt, addedBy, codeExpiresAt, enrolledAt, usedAt, endedAt, isThis: id === principal?.device };
}
