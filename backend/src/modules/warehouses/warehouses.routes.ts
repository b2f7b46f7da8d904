import { warehouseMessages, messagesAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import { registrationAnswer, warehouseRegistration } from "@waybill/protocol/schemas/warehouse/registration";
import { warehouseName } from "@waybill/protocol/schemas/api/stock";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { takeMessages } from "./inbox/take-messages.ts";
import { registerWarehouse } from "./register.ts";
import { checkWarehouse } from "./tokens.ts";
import type { ShipmentListener } from "./warehouses.ports.ts";

export const TAG = "Warehouses";
export const oneWarehouse = z.object({ id: warehouseName });

/** 500 messages, some of them with many parcels. */
const MAX_MESSAGES_BYTES = 4 * 1024 * 1024;

/** What programs of warehouses say to the shop, each with its own token. */
export function warehousesRoutes({ app, listener }: { app: App; listener: ShipmentListener }): Route[] {
  return [
    route({
      method: "post",
      path: "/api/warehouses/register",
      act: "warehouses:register",
      credential: "warehouse",
      summary: "Takes a warehouse in, or what it says of itself now",
      description: "As it starts, and again when the shop does not know it any more. The same again changes nothing.",
      tag: TAG,
      body: warehouseRegistration,
      keepsNoAnswer: true,
      responses: {
        200: { description: "The shop knows it.", schema: registrationAnswer },
        201: { description: "The shop knows it from now on.", schema: registrationAnswer },
      },
      refuses: [401, 403, 409, 422, 503],
      handler: async ({ body, header, traceId }) => {
        checkWarehouse(app, header("authorization"), body.id);
        const { isNew, answer } = await registerWarehouse({ app, listener }, body, { traceId });
        return { status: isNew ? 201 : 200, body: answer };
      },
    }),
    route({
      method: "post",
      path: "/api/warehouses/{id}/messages",
      act: "warehouses:tell",
      credential: "warehouse",
      summary: "Takes the next messages of a warehouse",
      description:
        "In the order of their sequence, without gaps, from the one after the last that was taken. Each is taken once, with all that follows from it; what was taken before is answered as it was then.",
      tag: TAG,
      params: oneWarehouse,
      body: warehouseMessages,
      bodyLimitBytes: MAX_MESSAGES_BYTES,
      keepsNoAnswer: true,
      responses: { 200: { description: "Up to where they are taken, and what became of those that asked.", schema: messagesAnswer } },
      refuses: [401, 403, 404, 409, 503],
      handler: async ({ params: { id }, body, header, traceId }) => {
        checkWarehouse(app, header("authorization"), id);
        return { status: 200, body: await takeMessages(app, listener, { warehouse: id, ...body }, { traceId }) };
      },
    }),
  ];
}
