import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { makeActor } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";
import { pagesOf } from "../../support/query-answers.ts";
import { keepQuery, QUERY, subscribe, SUBSCRIPTIONS } from "../../support/subscribing.ts";

const DEST = "https://client.example.com/queryCallback";

describe("subscriptions as the standard has them", () => {
  let backend: TestBackend;
  let token: string;
  let stranger: string;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    token = await tokenOf(backend, makeActor(backend, "farm"));
    stranger = await tokenOf(backend, makeActor(backend, "rival"));
    await keepQuery(backend, token);
  });
  const count = async () => (await backend.app.db.pool.query("SELECT 1 FROM subscriptions")).rowCount;

  it("are made, shown, listed and ended, and never show their secret", async () => {
    const body = { dest: DEST, signatureToken: "13df38d8275b", reportIfEmpty: true, schedule: { hour: "1", minute: "5" } };
    const made = await backend.request("POST", SUBSCRIPTIONS, { body, token });
    expect(made.status, made.text).to.equal(201);
    const shown = made.json();
    const { subscriptionID, createdAt } = shown as { subscriptionID: string; createdAt: string };
    expect(made.headers.get("location")).to.equal(`${SUBSCRIPTIONS}/${subscriptionID}`);
    expect(shown).to.deep.equal({
      subscriptionID,
      queryName: QUERY,
      dest: DEST,
      createdAt,
      initialRecordTime: createdAt,
      minRecordTime: createdAt,
      epcFormat: "Always_GS1_Digital_Link",
      reportIfEmpty: true,
      schedule: { hour: "1", minute: "5" },
    });
    const one = await backend.request("GET", `${SUBSCRIPTIONS}/${subscriptionID}`, { token });
    expect(one.json()).to.deep.equal(shown);
    expect((await backend.request("GET", SUBSCRIPTIONS, { token })).json()).to.deep.equal([shown]);
    const options = await backend.request("OPTIONS", `${SUBSCRIPTIONS}/${subscriptionID}`);
    expect(options.headers.get("gs1-query-min-record-time")).to.equal(createdAt);
    expect(options.headers.get("allow")).to.equal("OPTIONS, DELETE, GET");
    expect((await backend.request("DELETE", `${SUBSCRIPTIONS}/${subscriptionID}`, { token })).status).to.equal(204);
    for (const method of ["GET", "DELETE", "OPTIONS"])
      expectProblem(
        await backend.request(method, `${SUBSCRIPTIONS}/${subscriptionID}`, { token }),
        404,
        "traceability.unknown-subscription",
      );
  });

  it("are their organisation's own: others neither see nor end them", async () => {
    const id = await subscribe(backend, token, { dest: DEST, stream: true });
    expect((await backend.request("GET", SUBSCRIPTIONS, { token: stranger })).json()).to.deep.equal([]);
    for (const method of ["GET", "DELETE"])
      expectProblem(await backend.request(method, `${SUBSCRIPTIONS}/${id}`, { token: stranger }), 404, "traceability.unknown-subscription");
    expectProblem(await backend.request("GET", SUBSCRIPTIONS), 401, "platform.unauthorised");
    expect(await count()).to.equal(1);
  });

  it("come page by page", async () => {
    const ids = await Promise.all([1, 2, 3].map(() => subscribe(backend, token, { dest: DEST, stream: true })));
    const pages = await pagesOf(backend, `${SUBSCRIPTIONS}?perPage=2`, { token });
    const listed = pages.map((page) => page.json<{ subscriptionID: string }[]>().map(({ subscriptionID }) => subscriptionID));
    expect(listed).to.deep.equal([ids.sort().slice(0, 2), ids.slice(2)]);
  });

  it("are refused, with nothing kept, when they cannot be carried out", async () => {
    const refusals: [object, string][] = [
      [{ dest: DEST }, "subscription-controls"],
      [{ dest: DEST, stream: true, schedule: { hour: "1" } }, "subscription-controls"],
      [{ dest: DEST, schedule: {} }, "subscription-controls"],
      [{ dest: DEST, schedule: { second: "61" } }, "subscription-controls"],
      [{ dest: DEST, schedule: { dayOfMonth: "30", month: "2" } }, "subscription-controls"],
      [{ dest: "ftp://client.example.com/", stream: true }, "subscription-controls"],
      [{ dest: "https://user:secret@client.example.com/", stream: true }, "subscription-controls"],
    ];
    for (const [body, code] of refusals) {
      const answer = await backend.request("POST", SUBSCRIPTIONS, { body, token });
      expect(expectProblem(answer, 400, `traceability.${code}`).type).to.equal("epcisException:SubscriptionControlsException");
    }
    for (const body of [
      {},
      { dest: DEST, stream: false },
      { dest: DEST, schedule: { hour: "one" } },
      { dest: DEST, stream: true, initialRecordTime: "now" },
    ])
      expectProblem(await backend.request("POST", SUBSCRIPTIONS, { body, token }), 400, "platform.bad-request");
    const body = { dest: DEST, stream: true };
    expectProblem(await backend.request("POST", SUBSCRIPTIONS, { body }), 401, "platform.unauthorised");
    expectProblem(await backend.request("POST", "/epcis/queries/none/subscriptions", { body, token }), 404, "traceability.unknown-query");
    await backend.request("POST", "/epcis/queries", { body: { name: "few", query: { orderBy: "eventTime", eventCountLimit: 3 } }, token });
    expectProblem(
      await backend.request("POST", "/epcis/queries/few/subscriptions", { body, token }),
      400,
      "traceability.subscription-controls",
    );
    expect(await count()).to.equal(0);
  });
});
