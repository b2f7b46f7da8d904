import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
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
  "staff:lead",
  "devices:read",
  "devices:add",
  "devices:end",
];
const FOR_EVERYBODY: readonly WarehouseAct[] = ["system:read", "health:read", "devices:enrol"];

type Content = { content?: Record<string, { schema?: object }> };

interface Operation {
  operationId: string;
  security: object[];
  parameters?: { schema: object }[];
  requestBody?: Content;
  responses: Record<string, Content>;
  "x-waybill-act": WarehouseAct;
  "x-waybill-roles": Record<string, string>;
}

interface Reference {
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

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

  it("is what the reference says, which has every route once, with schemas that a validator can compile", async () => {
    const { body: document, headers } = await clients.anybody.get<Reference>("/api/openapi.json");
    expect(headers.get("content-type")).to.match(/^application\/json/);
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ route: `${method} ${path}`, operation })),
    );
    expect(listed.map(({ route }) => route)).to.have.members(routes().map(({ method, path }) => `${method} ${path}`));
    for (const { method, path, act } of routes()) {
      const { "x-waybill-act": named, "x-waybill-roles": roles, security } = document.paths[path]?.[method] as Operation;
      expect([named, Object.keys(roles)], path).to.deep.equal([act, [...WAREHOUSE_PERMISSIONS[act]]]);
      const schemes = [mayDo("shop", act) ? "shop" : "", mayDo("lead", act) ? "basic" : ""].filter(Boolean);
      expect(
        security.map((one) => Object.keys(one).join(" ")),
        path,
      ).to.deep.equal(mayDo("anybody", act) ? [] : schemes);
    }
    expect(new Set(listed.map(({ operation }) => operation.operationId)).size).to.equal(listed.length);
    // As the shop reaches it, and not as this request has.
    expect(document.servers.map(({ url }) => url)).to.deep.equal(["http://127.0.0.1:1"]);
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const schemas = listed.flatMap(({ operation: { parameters = [], requestBody, responses } }) => [
      ...parameters.map(({ schema }) => schema),
      ...[requestBody, ...Object.values(responses)].flatMap((one) =>
        Object.values(one?.content ?? {}).flatMap(({ schema }) => schema ?? []),
      ),
    ]);
    const once = new Map(schemas.map((schema) => [JSON.stringify(schema), schema]));
    for (const schema of once.values()) expect(() => ajv.compile({ components: document.components, ...schema })).to.not.throw();
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
