import { readFileSync } from "node:fs";
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
  "put /api/products/{gtin}": { name: "Lettuce" },
  "put /api/places/{gln}": { name: "Field" },
  "put /api/me/passkeys/{id}": { name: "Phone" },
  "post /api/links/{id}/end": { at: 1_900_000_000 },
};
const ORDER = ["get", "put", "post", "delete"];
/** With them others of these records go. */
const LAST = ["/epcis/queries/{queryName}", "/api/exchange/partners/{id}", "/api/sessions/{id}"];

/** Whoever says it signs it, so nobody asks as somebody else: a test of its own signs as another. By route; file below `backend/test`, and its title. */
const SIGNED: Readonly<Record<string, readonly [file: string, title: string]>> = {
  "post /api/carbon/claims/{id}/submit": [
    "carbon/claims.test.ts",
    "take no signature of somebody else, of other values, for another claim, or out of time",
  ],
  "post /api/carbon/claims/{id}/verify": [
    "carbon/claims.test.ts",
    "take no signature of somebody else, of other values, for another claim, or out of time",
  ],
  "post /api/carbon/claims/{id}/reject": [
    "carbon/claims.test.ts",
    "are neither rejected nor withdrawn by anybody but their verifier and their claimant",
  ],
  "post /api/carbon/claims/{id}/withdraw": [
    "carbon/claims.test.ts",
    "are neither rejected nor withdrawn by anybody but their verifier and their claimant",
  ],
  "post /api/carbon/claims/{id}/issue": [
    "carbon/claims-issuing.test.ts",
    "need a verifier and an issuer who have their roles at that moment",
  ],
  "post /api/custody/handovers/{id}/accept": ["custody/custody.test.ts", "refuses an acceptance that the receiver did not sign"],
  "post /api/custody/handovers/{id}/reject": [
    "custody/custody.test.ts",
    "refuses a rejection that the receiver did not sign, and an end that the holder did not",
  ],
  "post /api/custody/units/{unit}/close": [
    "custody/custody.test.ts",
    "refuses a rejection that the receiver did not sign, and an end that the holder did not",
  ],
};
/** A program of a warehouse belongs to no organisation, and what anybody may follow is named by routes of what is one's own. */
const PROVEN_ELSEWHERE: typeof SIGNED = {
  ...SIGNED,
  "post /api/warehouses/{id}/messages": ["warehouses/inbox.test.ts", "are nobody's with another token, an altered one, or none"],
  "get /epcis/queries/{queryName}/subscriptions": [
    "traceability/subscriptions/contract.test.ts",
    "are their organisation's own: others neither see nor end them",
  ],
  "post /epcis/queries/{queryName}/subscriptions": [
    "traceability/subscriptions/contract.test.ts",
    "are their organisation's own: others neither see nor end them",
  ],
};
/** They name no record, but a kind of it: of whom follows from the token alone. */
const OF_WHOEVER_ASKS = ["/api/me/consents/{purpose}"];
/** What nobody has described becomes the describer's. */
const FOR_WHOEVER_COMES_FIRST = ["/api/products/{gtin}", "/api/places/{gln}"];

/** A name of the same form that nobody's record has: of several values, the last is another one. */
function unlike(names: readonly string[]): string[] {
  const name = names.at(-1) ?? "";
  if (/^\d+$/.test(name)) return [...names.slice(0, -1), `${name}99`];
  const at = name.length > 20 ? 16 : 5;
  return [...names.slice(0, -1), `${name.slice(0, at)}${name[at] === "a" ? "b" : "a"}${name.slice(at + 1)}`];
}

describe("what is one's own", () => {
  let backend: WholeBackend;
  let [farm, mill]: Owner[] = [];
  let all: ListedRoute[];
  let routes: Named[];
  const acts = documentedActs();
  before(async function () {
    this.timeout(300_000);
    backend = await startWholeBackend();
    for (const name of ["farm", "mill"]) await registerOrganisation(backend, name);
    farm = await makeRecords(backend, "farm");
    mill = await makeRecords(backend, "mill");
    all = (await listRoutes(backend)).filter(({ act, path }) => path.includes("{") && isForOwners(act));
    routes = all
      .filter((one) => PROVEN_ELSEWHERE[nameOf(one)] === undefined)
      .map((one) => ({ ...one, record: recordIn(one.path) ?? "" }))
      .filter(({ record }) => record !== "")
      .sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method) || LAST.indexOf(a.path) - LAST.indexOf(b.path));
  });
  after(() => backend.stop());

  const nameOf = ({ method, path }: ListedRoute) => `${method} ${path}`;
  const isForOwners = (act: string) => [...(acts.get(act)?.roles.values() ?? [])].includes("own");
  /** The longest beginning of a path that names a record. */
  function recordIn(path: string): string | undefined {
    return Object.keys(farm?.names ?? {})
      .filter((record) => path === record || path.startsWith(`${record}/`))
      .sort((a, b) => b.length - a.length)[0];
  }
  /** Asks as the farm for the record of this name. */
  async function ask({ method, path, act, record, credential }: Named, names: readonly string[]): Promise<number> {
    const isForPrograms = acts.get(act)?.roles.has("service") ?? false;
    const given = [...names];
    const address = path.replace(
      record,
      record.replaceAll(/\{\w+\}/g, () => encodeURIComponent(given.shift() ?? "")),
    );
    const body = BODIES[`${method} ${path}`];
    const token = credential === "partner" ? farm!.partner : isForPrograms ? farm!.key : farm!.admin;
    // Status alone: what follows an order never ends.
    const response = await fetch(backend.url + address, {
      method: method.toUpperCase(),
      headers: { Authorization: `Bearer ${token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    await response.body?.cancel();
    return response.status;
  }

  it("has a record here for every route that names one, or a test of its own", () => {
    const walked = new Set(routes.map(nameOf));
    const missing = all.filter(({ path }) => !OF_WHOEVER_ASKS.includes(path)).map(nameOf);
    expect(missing.filter((one) => !walked.has(one)).sort()).to.deep.equal(Object.keys(PROVEN_ELSEWHERE).sort());
    expect(OF_WHOEVER_ASKS.filter((path) => !all.some((one) => one.path === path))).to.deep.equal([]);
    for (const [file, title] of Object.values(PROVEN_ELSEWHERE))
      expect(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"), `${file} proves it`).to.include(`it("${title}"`);
    const nameless = Object.entries(mill!.names).filter(([, names]) => names.some((name) => name === "" || name === "undefined"));
    expect(nameless).to.deep.equal([]);
  });

  it("is all that anybody finds: others' records are not there, like those that nobody has, and stay as they are", async () => {
    const before = await digestOf(backend);
    const wrong: string[] = [];
    for (const route of routes)
      for (const [whose, name] of [
        ["another's", mill!.names[route.record] ?? []],
        ["nobody's", unlike(mill!.names[route.record] ?? [])],
      ] as const) {
        if (whose === "nobody's" && FOR_WHOEVER_COMES_FIRST.includes(route.path)) continue;
        const status = await ask(route, name);
        if (status !== 404 && status !== 403) wrong.push(`${route.method} ${route.path} of ${whose} was answered ${status}`);
      }
    expect(wrong).to.deep.equal([]);
    expect(await changedSince(before, backend)).to.deep.equal([]);
  }).timeout(300_000);

  it("is found by its owner on each of these routes", async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const status = await ask(route, farm!.names[route.record] ?? []);
      if ([401, 403, 404, 500].includes(status)) wrong.push(`${route.method} ${route.path} was answered ${status}`);
    }
    expect(wrong).to.deep.equal([]);
  }).timeout(300_000);
});
