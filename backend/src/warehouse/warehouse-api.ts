import type { WarehouseConfig } from "../config/warehouse-config.ts";
import type { ApiTerms } from "../platform/http/openapi.ts";
import type { DescribedRoute } from "../platform/http/route.ts";
import { DEVICE_HEADER, cookieOf } from "./devices/secrets.ts";
import { mayDo, WAREHOUSE_PERMISSIONS, type WarehouseAct } from "./permissions.ts";

type Json = Record<string, unknown>;

const DESCRIPTION =
  "One warehouse: what its shop asks of it, and what its staff does. Every write of the floor wants an `Idempotency-Key`, and is then done once. " +
  "What it and the shop say to each other is in docs/adr/0040-warehouses.md.";

/** The API of one warehouse, by its own table of permissions: here every role reaches all that there is. */
export function warehouseApi({ warehouse, staffDevices }: Pick<WarehouseConfig, "warehouse" | "staffDevices">): ApiTerms<WarehouseAct> {
  const staff: Json[] =
    staffDevices === "off"
      ? [{ basic: [] }]
      : [
          { basic: [], device: [] },
          { basic: [], browser: [] },
        ];
  return {
    title: `Waybill warehouse ${warehouse.name}`,
    description: DESCRIPTION,
    server: warehouse.url,
    rolesFor: (act) => WAREHOUSE_PERMISSIONS[act].map((role) => [role, "all"]),
    credentialOf,
    securityOf: ({ act }) =>
      mayDo("anybody", act) ? [] : [...(mayDo("shop", act) ? [{ shop: [] }] : []), ...(mayDo("lead", act) ? staff : [])],
    securitySchemes: {
      shop: { type: "http", scheme: "bearer", description: "Token that this warehouse and the shop show each other." },
      basic: { type: "http", scheme: "basic", description: "Name and password of somebody of the staff, with each request." },
      device: { type: "apiKey", in: "header", name: DEVICE_HEADER, description: "Secret of a known device, for programs." },
      browser: { type: "apiKey", in: "cookie", name: cookieOf(warehouse.id), description: "Secret of a known device, for browsers." },
    },
  };
}

/** `none`, `shop`, `staff`, or `either` of both. */
function credentialOf({ act }: DescribedRoute<WarehouseAct>): string {
  if (mayDo("anybody", act)) return "none";
  if (!mayDo("lead", act)) return "shop";
  return mayDo("shop", act) ? "either" : "staff";
}
