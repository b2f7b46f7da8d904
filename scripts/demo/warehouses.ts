import { readFile } from "node:fs/promises";
import { gtin14, lotNumber, warehouseName } from "@waybill/protocol/schemas/api/stock";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { z } from "zod";
import { asOperator } from "../../backend/src/cli/as-operator.ts";
import { openWarehouseKeys } from "../../backend/src/cli/warehouse-keys.ts";
import { withDatabase } from "../../backend/src/cli/with-database.ts";
import { addStaff } from "../../backend/src/warehouse/staff/add-staff.ts";
import { listStaff } from "../../backend/src/warehouse/staff/staff.store.ts";
import { createApiClient, waitFor } from "./api-client.ts";
import { developmentAccount } from "./organisations.ts";
import { register } from "./register.ts";
import { createToken } from "./token.ts";

/** A warehouse that runs, and who it is in the demonstration. */
export interface DemoWarehouse {
  id: "alpha" | "beta";
  name: string;
  url: string;
  databaseUrl: string;
  /** Folder of its keys. */
  home: string;
  /** Of the development phrase. */
  account: number;
  gln: string;
  country: string;
  latitude: number;
  longitude: number;
}

const goods = z.strictObject({ gtin: gtin14, lot: lotNumber.nullable(), quantity: z.number().int().positive(), bin: warehouseName });
const warehousesFile = z.strictObject({
  /** Everybody knows these passwords. */
  staff: z.array(z.strictObject({ name: z.string(), isLead: z.boolean(), password: z.string() })),
  bins: z.array(warehouseName),
  stock: z.strictObject({ alpha: z.array(goods), beta: z.array(goods) }),
});
type WarehousesFile = z.output<typeof warehousesFile>;

export const readWarehouses = async (): Promise<WarehousesFile> =>
  warehousesFile.parse(JSON.parse(await readFile(new URL("warehouses.json", import.meta.url), "utf8")));

/**
 * Fills warehouses: each signs for itself as an organisation on chain, has staff and bins, and takes its goods in on its own floor, so that the shop
 * learns of them as of any others. Safe to run again.
 *
 * @returns what there is, in words
 */
export async function fillWarehouses(shop: { apiUrl: string; databaseUrl: string }, warehouses: readonly DemoWarehouse[]): Promise<string> {
  const file = await readWarehouses();
  const api = createApiClient(shop.apiUrl);
  const config = (await api.get("/api/config")) as PublicConfig;
  const chain = { chainId: config.chain.id, supplyChain: config.contracts.supplyChain as Address };
  await Promise.all(
    warehouses.map(async (warehouse) => {
      const { gln, country, latitude, longitude } = warehouse;
      const organisation = { account: developmentAccount(warehouse.account), name: `Warehouse ${warehouse.name}`, gln, country };
      await register(api, chain, { ...organisation, roles: ROLE.processor | ROLE.carrier | ROLE.retailer });
      const token = await createToken(shop.databaseUrl, organisation.account.address);
      await api.send("PUT", `/api/places/${gln}`, { name: organisation.name, latitude, longitude, country }, { token });
      await employ(warehouse, file.staff);
      await receiveAll(warehouse, file);
    }),
  );
  await waitFor("the shop hearing of what the warehouses have", async () => {
    const settled = await Promise.all(warehouses.map(hasToldAll));
    return settled.every(Boolean) ? true : undefined;
  });
  const [first] = file.staff;
  return `${warehouses.length} warehouses with goods; staff sign in as ${file.staff.map(({ name }) => name).join(" or ")}, ${first?.name} by ${first?.password}`;
}

async function employ({ databaseUrl, home }: DemoWarehouse, staff: WarehousesFile["staff"]): Promise<void> {
  let complaint = "";
  const io = {
    stdout: { write: () => undefined },
    stderr: { write: (text: string) => (complaint += text) },
    env: { DATABASE_URL: databaseUrl, WAYBILL_HOME: home },
  };
  const code = await withDatabase(io, async (dataSource) => {
    const personal = await openWarehouseKeys(io, dataSource);
    if (typeof personal === "string") throw new Error(personal);
    await asOperator(dataSource, async (ctx) => {
      const known = (await listStaff(ctx, personal)).map(({ name }) => name);
      for (const one of staff) if (!known.includes(one.name)) await addStaff(ctx, personal, { ...one, by: "demonstration" });
    });
    return 0;
  });
  if (code !== 0) throw new Error(complaint.trim());
}

async function receiveAll({ id, url }: DemoWarehouse, { staff, bins, stock }: WarehousesFile): Promise<void> {
  const lead = staff.find(({ isLead }) => isLead);
  if (lead === undefined) throw new Error("the demonstration's warehouses have no lead");
  const authorization = `Basic ${Buffer.from(`${lead.name}:${lead.password}`).toString("base64")}`;
  const send = async (method: "PUT" | "POST", path: string, key: string, body?: object): Promise<void> => {
    const response = await fetch(`${url}/api/floor/${path}`, {
      method,
      headers: { authorization, "idempotency-key": `demonstration:${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${(await response.text()).slice(0, 500)}`);
  };
  for (const bin of bins) await send("PUT", `bins/${bin}`, `bin:${bin}`);
  // Once for its key, however often the demonstration is loaded.
  for (const one of stock[id]) await send("POST", "receipts", `receipt:${one.gtin}`, { ...one, expiry: null });
}

/** Whether the shop has taken all messages, and every proof is kept. */
async function hasToldAll({ databaseUrl }: DemoWarehouse): Promise<boolean> {
  let isDone = false;
  const io = { stdout: { write: () => undefined }, stderr: { write: () => undefined }, env: { DATABASE_URL: databaseUrl } };
  await withDatabase(io, async (dataSource) => {
    const [row] = await dataSource.query<{ done: boolean }[]>("SELECT taken = sequence AS done FROM warehouse_state");
    isDone = row?.done === true;
    return 0;
  });
  return isDone;
}
