import { expect } from "chai";
import { warehouseRoutes } from "../../src/compose-warehouse.ts";
import { mayDo, WAREHOUSE_PERMISSIONS, type WarehouseAct, type WarehouseRole } from "../../src/warehouse/permissions.ts";
import { TOKEN } from "../support/warehouse/fake-shop.ts";
import { addStaff, basic, clientOf, startWarehouseWorld, type Client, type WarehouseWorld } from "../support/warehouse/world.ts";

/** As the table says it, in words of a test: whoever changes one changes the other. */
const FOR_THE_SHOP_ALONE: readonly WarehouseAct[] = ["shipments:instruct", "shipments:withdraw", "shipments:forget"];
const FOR_LEADS_ALONE: readonly WarehouseAct[] = [
  "bins:make",
  "staff:read",
  "staff:add",
  "staff:end",
  "devices:read",
  "devices:add",
  "devices:end",
];
const FOR_EVERYBODY: readonly WarehouseAct[] = ["system:read", "health:read", "devices:enrol"];

describe("who may do what in a warehouse", () => {
  let world: WarehouseWorld;
  let clients: Record<WarehouseRole, Client>;
  before(async () => {
    world = await startWarehouseWorld();
    const password = await addStaff(world.databaseUrl, "Sam");
    clients = {
      anybody: clientOf(() => world.warehouse.url, null),
      shop: world.asShop,
      staff: world.as("Sam", password),
      lead: world.floor,
    };
  });
  after(() => world.stop());

  const routes = () => warehouseRoutes(world.warehouse.app, () => ({}));
  const id = "00000000-0000-4000-8000-000000000000";

  it("is one table: the shop alone instructs, leads alone decide about people and bins, and nobody unknown sees goods", () => {
    for (const act of Object.keys(WAREHOUSE_PERMISSIONS) as WarehouseAct[]) {
      const roles = WAREHOUSE_PERMISSIONS[act] as readonly WarehouseRole[];
      if (FOR_THE_SHOP_ALONE.includes(act)) expect(roles, act).to.deep.equal(["shop"]);
      else if (FOR_LEADS_ALONE.includes(act)) expect(roles, act).to.deep.equal(["lead"]);
      else if (FOR_EVERYBODY.includes(act)) expect(roles, act).to.include("anybody");
      else expect(roles, act).to.include.members(["staff", "lead"]).and.not.include("anybody");
    }
    expect(new Set(routes().map(({ act }) => act))).to.deep.equal(new Set(Object.keys(WAREHOUSE_PERMISSIONS)));
  });

  it("holds on every route: whoever may not is refused before anything else is looked at, and whoever may is not", async () => {
    for (const role of ["anybody", "shop", "staff", "lead"] as const)
      for (const { method, path, act } of routes()) {
        const asked = path.replace("{id}", id).replace("{code}", "a-99");
        const { status } =
          method === "get"
            ? await clients[role].get(asked)
            : await clients[role].send(method.toUpperCase() as "POST", asked, method === "delete" ? undefined : {});
        const expected = mayDo(role, act) ? "is let in" : role === "anybody" ? "401" : "403";
        expect(status === 401 || status === 403 ? String(status) : "is let in", `${role} ${method} ${path}`).to.equal(expected);
      }
  });

  it("lets nobody in by a wrong password, a wrong name, a wrong token or a header that is none, and never says which was wrong", async () => {
    const headers = [basic("Sam", "wrong"), basic("Nobody", "wrong"), `Bearer ${TOKEN}x`, "Basic ???", "Bearer", basic("Sam", "")];
    const codes = new Set<string>();
    for (const header of headers) {
      const answer = await clientOf(() => world.warehouse.url, header).get<{ code: string; title: string; detail: string }>(
        "/api/floor/me",
      );
      expect(answer.status, header).to.equal(401);
      expect(answer.headers.get("www-authenticate")).to.match(/^Basic realm="warehouse"/);
      codes.add(`${answer.body.code} ${answer.body.detail}`);
    }
    expect(codes.size).to.equal(1);
  });

  it("is said with a page for each refusal, which anybody can read", async () => {
    const { body } = await clients.staff.get<{ type: string }>("/api/floor/staff");
    const page = await fetch(new URL(body.type, world.warehouse.url));
    expect([page.status, (await page.text()).includes("This is for somebody else.")]).to.deep.equal([200, true]);
  });
});
