import { ACTS } from "@waybill/protocol/permissions/reach-of";
import { expect } from "chai";
import { DEVELOPMENT_SERVICE_SECRET } from "../../src/config/development-keys.ts";
import { warehouseToken } from "../../src/config/warehouse-token.ts";
import { ownerWith } from "../support/exchange.ts";
import { accountOf } from "../support/organisations.ts";
import { documentedActs, mayByDocument } from "./document.ts";
import { listRoutes, type ListedRoute } from "./routes.ts";
import { makeSubjects, registerOrganisation, signInMember, type Subject } from "./subjects.ts";
import { changedSince, digestOf, startWholeBackend, type WholeBackend } from "./whole-backend.ts";

/** Where one value would not lead to the route. */
const SAMPLES: Readonly<Record<string, string>> = { "/{key}/{identifier}": "/01/09506000134352" };
const REFUSED = [401, 403];
const AT_ONCE = 12;
/** Where services check who it is, whoever shows nothing may first be told what else the request lacks. */
const UNSIGNED = [...REFUSED, 400, 404, 415];

describe("the table of permissions, on every route with every role", () => {
  let backend: WholeBackend;
  let routes: ListedRoute[];
  let subjects: Subject[];
  let partner: string;
  const acts = documentedActs();
  before(async function () {
    this.timeout(300_000);
    backend = await startWholeBackend();
    routes = await listRoutes(backend);
    await registerOrganisation(backend, "farm");
    subjects = await makeSubjects(backend, "farm");
    partner = (await (await ownerWith(backend, accountOf("farm").address)).partner("Retail Inc.")).accessToken;
    // The first use of a key is noted.
    for (const { token } of subjects) await ask({ method: "get", path: "/api/audit" }, token);
  });
  after(() => backend.stop());

  /** Status alone: some answers never end. */
  async function ask(
    { method, path }: Pick<ListedRoute, "method" | "path">,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<number> {
    const hasBody = method === "post" || method === "put";
    const response = await fetch(backend.url + (SAMPLES[path] ?? path.replaceAll(/\{\w+\}/g, "1")), {
      method: method.toUpperCase(),
      redirect: "manual",
      headers: {
        ...(hasBody ? { "Content-Type": "application/json" } : {}),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(hasBody ? { body: "{}" } : {}),
    });
    await response.body?.cancel();
    return response.status;
  }
  const named = ({ method, path }: ListedRoute, { title }: Subject) => `${title}: ${method.toUpperCase()} ${path}`;
  const documented = ({ act }: ListedRoute) => acts.get(act) ?? { roles: new Map<never, never>(), scopes: [] };
  const may = (route: ListedRoute, subject: Subject): boolean => {
    const { credential } = route;
    // A token is not looked at.
    if (credential === "none" || credential === "demo") return documented(route).roles.has("consumer");
    if (credential === "bearer" || credential === "reader" || (credential === "author" && subject.token !== undefined))
      return mayByDocument(documented(route), subject);
    return false;
  };

  it("has a row for every act, and no row that no route is for", () => {
    expect([...acts.keys()]).to.deep.equal(ACTS);
    const used = new Set(routes.map(({ act }) => act));
    // Followed over a WebSocket, which is no route.
    expect(ACTS.filter((act) => !used.has(act))).to.deep.equal(["queries:follow"]);
    expect(routes).to.have.length.greaterThan(180);
  });

  it("refuses everybody whom it does not name, and then nothing has changed", async () => {
    const before = await digestOf(backend);
    const refused = routes.flatMap((route) => subjects.filter((subject) => !may(route, subject)).map((subject) => ({ route, subject })));
    const wrong: string[] = [];
    const judge = async ({ route, subject }: (typeof refused)[number]) => {
      const status = await ask(route, subject.token);
      const isCheckedLater =
        ["signature", "partner", "warehouse"].includes(route.credential) || (route.credential === "author" && subject.token === undefined);
      if (!(isCheckedLater ? UNSIGNED : REFUSED).includes(status)) wrong.push(`${named(route, subject)} was answered ${status}`);
    };
    for (let i = 0; i < refused.length; i += AT_ONCE) await Promise.all(refused.slice(i, i + AT_ONCE).map(judge));
    expect(wrong).to.deep.equal([]);
    expect(refused).to.have.length.greaterThan(500);
    expect(await changedSince(before, backend)).to.deep.equal([]);
  }).timeout(300_000);

  it("lets everybody whom it names through", async () => {
    const wrong: string[] = [];
    let asked = 0;
    const check = (title: string, status: number) => {
      asked++;
      if (REFUSED.includes(status) || status === 500) wrong.push(`${title} was answered ${status}`);
    };
    // They end the session of whoever asks.
    const last = ({ method, path }: ListedRoute) =>
      method === "delete" && ["/api/sessions", "/api/sessions/current", "/api/me"].includes(path);
    for (const [index, route] of routes.filter((one) => !last(one)).entries()) {
      // Where nobody's token is looked at, two of them are enough, and other two at the next route.
      const asking = route.credential === "none" ? [subjects[0], subjects[1 + (index % (subjects.length - 1))]] : subjects;
      const allowed = asking.filter((subject) => subject !== undefined && may(route, subject)) as Subject[];
      await Promise.all(allowed.map(async (subject) => check(named(route, subject), await ask(route, subject.token))));
    }
    for (const route of routes.filter(last))
      for (const subject of await makeSubjects(backend, "farm"))
        if (may(route, subject)) check(named(route, subject), await ask(route, subject.token));
    for (const route of routes.filter(({ credential }) => credential === "partner"))
      check(`partner: ${route.path}`, await ask(route, partner));
    for (const route of routes.filter(({ credential }) => credential === "warehouse"))
      check(`warehouse: ${route.path}`, await ask(route, warehouseToken(DEVELOPMENT_SERVICE_SECRET, "1")));
    for (const route of routes.filter(({ credential }) => credential === "cookie")) {
      const { cookie } = await signInMember(backend, null, "farm");
      check(
        `customer: ${route.path}`,
        await ask(route, undefined, { Cookie: cookie, Origin: backend.url, "Sec-Fetch-Site": "same-origin" }),
      );
    }
    expect(wrong).to.deep.equal([]);
    expect(asked).to.be.greaterThan(400);
  }).timeout(300_000);
});
