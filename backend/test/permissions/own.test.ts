import { expect } from "chai";
import { documentedActs } from "./document.ts";
import { makeRecords, type Owner } from "./records.ts";
import { listRoutes, type ListedRoute } from "./routes.ts";
import { registerOrganisation } from "./subjects.ts";
import { changedSince, digestOf, startWholeBackend, type WholeBackend } from "./whole-backend.ts";

interface Named extends ListedRoute {
  /** Beginning of the path, which names a record. */
  record: string;
}

const HOST = { url: "https://host.example/", clientId: "us", clientSecret: "secret" };
/** What a route needs to get as far as looking for the record. */
const BODIES: Readonly<Record<string, object>> = {
  "post /api/keys/{id}/rotation": { overlapHours: 1 },
  "post /api/subscriptions/{id}/replay": { after: 0 },
  "put /api/subscriptions/{id}/signature-token": { signatureToken: "another" },
  "put /api/exchange/partners/{id}/host": HOST,
  "put /api/exchange/partners/{id}/products": { productIds: [] },
  "post /api/exchange/partners/{id}/clients": {},
  "post /api/exchange/partners/{id}/requests": { productId: ["urn:gtin:09506000134369"] },
  "post /api/exchange/clients/{id}/rotate": { overlapSeconds: 0 },
  "put /api/members/{person}": { role: "auditor" },
  "post /api/orders/{id}/challenge": { code: "000000" },
  "put /api/reports/{id}/answer": { text: "Thank you." },
};
const ORDER = ["get", "put", "post", "delete"];
/** With them others of these records go. */
const LAST = ["/api/exchange/partners/{id}", "/api/sessions/{id}"];

/** A name of the same form that nobody's record has. */
function unlike(name: string): string {
  const at = name.length > 20 ? 16 : 5;
  return `${name.slice(0, at)}${name[at] === "a" ? "b" : "a"}${name.slice(at + 1)}`;
}

describe("what is one's own", () => {
  let backend: WholeBackend;
  let [farm, mill]: Owner[] = [];
  let routes: Named[];
  const acts = documentedActs();
  before(async function () {
    this.timeout(300_000);
    backend = await startWholeBackend();
    for (const name of ["farm", "mill"]) await registerOrganisation(backend, name);
    farm = await makeRecords(backend, "farm");
    mill = await makeRecords(backend, "mill");
    routes = (await listRoutes(backend))
      .map((one) => ({ ...one, record: recordIn(one.path) ?? "" }))
      .filter(({ act, record }) => record !== "" && !acts.get(act)?.roles.has("consumer") && isForOwners(act))
      .sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method) || LAST.indexOf(a.path) - LAST.indexOf(b.path));
  });
  after(() => backend.stop());

  /** Some acts on what is somebody's own are for the installation's people alone. */
  const isForOwners = (act: string) => [...(acts.get(act)?.roles.values() ?? [])].some((grant) => grant !== "installation");
  /** The longest beginning of a path that names a record. */
  function recordIn(path: string): string | undefined {
    return Object.keys(farm?.names ?? {})
      .filter((record) => path === record || path.startsWith(`${record}/`))
      .sort((a, b) => b.length - a.length)[0];
  }
  /** Asks as the farm for the record of this name. */
  async function ask({ method, path, act, record }: Named, name: string): Promise<number> {
    const isForPrograms = acts.get(act)?.roles.has("service") ?? false;
    const address = path.replace(
      record,
      record.replace("{queryName}", encodeURIComponent("what farm sends")).replace(/\{(?!queryName)\w+\}/, encodeURIComponent(name)),
    );
    const body = BODIES[`${method} ${path}`];
    const token = isForPrograms ? farm!.key : farm!.admin;
    // Status alone: what follows an order never ends.
    const response = await fetch(backend.url + address, {
      method: method.toUpperCase(),
      headers: { Authorization: `Bearer ${token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    await response.body?.cancel();
    return response.status;
  }

  it("is all that anybody finds: others' records are not there, like those that nobody has, and stay as they are", async () => {
    const before = await digestOf(backend);
    const wrong: string[] = [];
    for (const route of routes)
      for (const [whose, name] of [
        ["another's", mill!.names[route.record] ?? ""],
        ["nobody's", unlike(mill!.names[route.record] ?? "")],
      ] as const) {
        const status = await ask(route, name);
        if (status !== 404 && status !== 403) wrong.push(`${route.method} ${route.path} of ${whose} was answered ${status}`);
      }
    expect(wrong).to.deep.equal([]);
    expect(routes).to.have.length.greaterThan(20);
    expect(await changedSince(before, backend)).to.deep.equal([]);
  }).timeout(300_000);

  it("is found by its owner on each of these routes", async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const status = await ask(route, farm!.names[route.record] ?? "");
      if ([401, 403, 404, 500].includes(status)) wrong.push(`${route.method} ${route.path} was answered ${status}`);
    }
    expect(wrong).to.deep.equal([]);
  }).timeout(300_000);
});
