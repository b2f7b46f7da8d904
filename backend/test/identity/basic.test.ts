import type { AccessGrant } from "@waybill/protocol/schemas/api/identity";
import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import type { PasskeyCreation } from "@waybill/protocol/schemas/api/passkeys";
import { expect } from "chai";
import { listRoutes, type ListedRoute } from "../permissions/routes.ts";
import { registerOrganisation, signInMember } from "../permissions/subjects.ts";
import { changedSince, digestOf, startWholeBackend } from "../permissions/whole-backend.ts";
import { createAuthenticator } from "../support/authenticator.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { setUpApp } from "../support/second-factor.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";
import { ADDRESS, BOOK, startShop, type Shop } from "../support/shop.ts";

const PASSWORD = "correct: horse battery stäple";
/** What the shop takes a password for; all else of the table it must not. */
const OF_THE_SHOP = ["carts:change", "carts:read", "orders:cancel", "orders:place", "orders:read", "payments:answer"];

const basic = (email: string, password = PASSWORD) => ({
  Authorization: `Basic ${Buffer.from(`${email}:${password}`).toString("base64")}`,
});

type Asked = Pick<TestBackend, "url" | "request">;

/** Somebody of an organisation who signs in by a password; answers the first session, which can set up a second factor and no more. */
async function join(backend: Asked, owner: string, email: string): Promise<string> {
  const invited = await backend.request("POST", "/api/invitations", { body: {}, token: owner });
  const { token: invitation } = invited.json<{ token: string }>();
  const answer = await backend.request("POST", "/api/people", { body: { invitation, email, password: PASSWORD } });
  expect(answer.status, answer.text).to.equal(201);
  return answer.json<AccessGrant>().accessToken;
}

describe("e-mail address and password with each request to the shop", () => {
  let shop: Shop;
  let owner: string;
  before(async () => {
    shop = await startShop();
    await register(shop, "farm");
    owner = (await signInAs(shop, "farm")).accessToken;
    await join(shop, owner, "eve@farm.example");
  });
  beforeEach(() => shop.app.db.pool.query("DELETE FROM sign_in_attempts"));
  after(() => shop.stop());

  const cart = (headers: Record<string, string>) => shop.request("GET", "/api/cart", { headers });

  it("fill a cart, place an order once, read it and call it off, in any spelling of the address", async () => {
    const headers = basic("Eve@Farm.example");
    const lines = [{ gtin: BOOK, quantity: 1 }];
    const seen = (await cart(headers)).headers.get("etag") ?? "";
    const kept = await shop.request("PUT", "/api/cart", { headers: { ...headers, "If-Match": seen }, body: { lines } });
    expect(kept.status, kept.text).to.equal(200);
    expect((await cart(basic("eve@farm.example"))).json<{ lines: object[] }>().lines).to.have.length(1);
    const place = () =>
      shop.request("POST", "/api/orders", {
        headers: { ...headers, "Idempotency-Key": "eve-1" },
        body: { lines, delivery: ADDRESS, payment: { token: "sandbox:approve" } },
      });
    const [placed, again] = [await place(), await place()];
    expect(placed.status, placed.text).to.equal(202);
    const { id } = placed.json<OrderView>();
    expect(again.json<OrderView>().id).to.equal(id);
    expect((await shop.request("GET", `/api/orders/${id}`, { headers })).json<OrderView>().id).to.equal(id);
    const { items } = (await shop.request("GET", "/api/orders", { headers })).json<{ items: OrderView[] }>();
    expect(items.map((order) => order.id)).to.deep.equal([id]);
    expect((await shop.request("POST", `/api/orders/${id}/cancellation`, { headers })).status).to.be.oneOf([200, 202]);
  });

  it("make a customer of everybody, also of an admin of the installation", async () => {
    await join(shop, owner, "root@farm.example");
    await shop.app.db.pool.query(
      `INSERT INTO installation_roles (person_id, role, given_at)
       SELECT person_id, 'admin', now() FROM memberships ORDER BY since DESC LIMIT 1`,
    );
    const of = await shop.placed();
    const headers = basic("root@farm.example");
    expectProblem(await shop.request("GET", `/api/orders/${of}`, { headers }), 404, "orders.unknown-order");
    expect((await shop.request("GET", "/api/orders", { headers })).json<{ items: object[] }>().items).to.deep.equal([]);
    expect((await shop.order(of, shop.admin)).id).to.equal(of);
  });

  it("are told alike whether the password is wrong or nobody has the address", async () => {
    for (const headers of [basic("eve@farm.example", "wrong"), basic("nobody@farm.example")]) {
      const refused = await cart(headers);
      expectProblem(refused, 401, "identity.wrong-password");
      expect(refused.headers.get("www-authenticate")).to.equal('Bearer realm="waybill", Basic realm="waybill", charset="UTF-8"');
    }
    for (const text of ["eve", "eve@farm.example:", ""])
      expect((await cart({ Authorization: `Basic ${Buffer.from(text).toString("base64")}` })).status, text).to.equal(401);
    expect((await cart({ Authorization: "Basic =" })).status).to.equal(401);
  });

  it("are offered to nobody who showed no password, so that no browser asks for one in a dialogue of its own", async () => {
    for (const headers of [{}, { Authorization: "Bearer unknown" }] as Record<string, string>[]) {
      const refused = await cart(headers);
      expectProblem(refused, 401, "platform.unauthorised");
      expect(refused.headers.get("www-authenticate")).to.equal('Bearer realm="waybill"');
    }
  });

  it("are guessed ten times in a quarter of an hour, many at once counted, and what is right is no guess", async () => {
    const right = basic("eve@farm.example");
    expect((await cart(right)).status).to.equal(200);
    await shop.app.db.pool.query("UPDATE sign_in_attempts SET count = 99");
    for (let n = 0; n < 3; n++) expect((await cart(right)).status).to.equal(200);
    const { rows } = await shop.app.db.pool.query<{ count: number }>("SELECT count FROM sign_in_attempts");
    expect(rows).to.deep.equal([{ count: 99 }, { count: 99 }]);
    await shop.app.db.pool.query("DELETE FROM sign_in_attempts");
    const guesses = await Promise.all(Array.from({ length: 14 }, (_, n) => cart(basic("eve@farm.example", `guess ${n}`))));
    expect(guesses.filter(({ status }) => status === 401)).to.have.length(10);
    const locked = await cart(right);
    expectProblem(locked, 429, "identity.too-many-attempts");
    expect(Number(locked.headers.get("retry-after"))).to.be.within(1, 900);
    const session = await shop.request("POST", "/api/sessions/password", { body: { email: "eve@farm.example", password: PASSWORD } });
    expectProblem(session, 429, "identity.too-many-attempts");
    expect((await shop.request("GET", "/api/cart", { token: shop.ann })).status).to.equal(200);
  });

  it("are refused to whoever has a second factor, an app or a passkey, and only once the password was right", async () => {
    const app = await join(shop, owner, "app@farm.example");
    await setUpApp(shop, app);
    const refused = await cart(basic("app@farm.example"));
    expectProblem(refused, 403, "identity.password-not-enough");
    expect(refused.headers.get("www-authenticate")).to.equal(null);
    expectProblem(await cart(basic("app@farm.example", "wrong")), 401, "identity.wrong-password");

    const key = await join(shop, owner, "key@farm.example");
    expect((await cart(basic("key@farm.example"))).status).to.equal(200);
    const options = (await shop.request("POST", "/api/me/passkeys/options", { body: {}, token: key })).json<PasskeyCreation>();
    const passkey = createAuthenticator(shop.url.replace("127.0.0.1", "localhost")).create(options);
    const added = await shop.request("POST", "/api/me/passkeys", { body: { passkey }, token: key });
    expect(added.status, added.text).to.equal(201);
    expectProblem(await cart(basic("key@farm.example")), 403, "identity.password-not-enough");
  });

  it("are refused over plain HTTP before anybody looks at the password", async () => {
    const refused = await cart({ ...basic("eve@farm.example"), "X-Forwarded-Proto": "http" });
    expectProblem(refused, 403, "platform.https-only");
    expect((await shop.app.db.pool.query("SELECT FROM sign_in_attempts")).rows).to.deep.equal([]);
  });

  it("are nothing where the installation does not take them", async () => {
    const strict = await startTestBackend({ HTTP_BASIC: "off" }, { verifySignature: keysAlone });
    try {
      await register(strict, "farm");
      await join(strict, (await signInAs(strict, "farm")).accessToken, "eve@farm.example");
      const refused = await strict.request("GET", "/api/cart", { headers: basic("eve@farm.example") });
      expectProblem(refused, 401, "platform.unauthorised");
      expect(refused.headers.get("www-authenticate")).to.equal('Bearer realm="waybill"');
    } finally {
      await strict.stop();
    }
  });
});

describe("e-mail address and password on every route", () => {
  it("open the customer's acts of the shop, and nothing else", async function () {
    this.timeout(120_000);
    const backend = await startWholeBackend();
    try {
      await registerOrganisation(backend, "farm");
      const { token } = await signInMember(backend, "admin", "farm");
      await join(backend, token, "eve@farm.example");
      const routes = await listRoutes(backend);
      const shown = routes.filter(({ credential }) => ["bearer", "author", "reader"].includes(credential));
      const ask = async ({ method, path }: ListedRoute) => {
        const hasBody = method === "post" || method === "put";
        const response = await fetch(backend.url + path.replaceAll(/\{\w+\}/g, "1"), {
          method: method.toUpperCase(),
          headers: { ...basic("eve@farm.example"), ...(hasBody ? { "Content-Type": "application/json" } : {}) },
          redirect: "manual",
          ...(hasBody ? { body: "{}" } : {}),
        });
        await response.body?.cancel();
        return response.status;
      };
      const isOpen = ({ act, credential }: ListedRoute) => credential === "bearer" && OF_THE_SHOP.includes(act);
      const before = await digestOf(backend);
      const wrong: string[] = [];
      for (const route of shown.filter((one) => !isOpen(one))) {
        const status = await ask(route);
        if (status !== 401) wrong.push(`${route.method} ${route.path} was answered ${status}`);
      }
      expect(wrong).to.deep.equal([]);
      expect(shown).to.have.length.greaterThan(120);
      expect(await changedSince(before, backend)).to.deep.equal([]);
      const open = routes.filter(isOpen);
      expect([...new Set(open.map(({ act }) => act))].sort()).to.deep.equal(OF_THE_SHOP);
      const { paths } = (await backend.request("GET", "/api/openapi.json")).json<{
        paths: Record<string, Record<string, { security: object[] }>>;
      }>();
      for (const route of routes)
        expect(
          paths[route.path]?.[route.method]?.security.some((one) => "basic" in one),
          route.path,
        ).to.equal(isOpen(route));
      for (const route of open) expect(await ask(route), route.path).to.not.be.oneOf([401, 403, 429, 500]);
    } finally {
      await backend.stop();
    }
  });
});
