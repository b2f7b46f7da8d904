import { eventHashOf } from "@waybill/protocol/hashing/event-hash/event-hash";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { eventView } from "@waybill/protocol/schemas/api/traceability";
import { templateProfile } from "@waybill/protocol/templates/profile";
import { template } from "@waybill/protocol/templates/template";
import { TEMPLATES } from "@waybill/protocol/templates/templates";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor, observation } from "../support/events.ts";
import { expectProblem } from "../support/problem.ts";

const SHIPPING = "/api/templates/fsma204-shipping/profile";

describe("templates", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
    makeActor(backend, "farm");
  });
  after(() => backend.stop());

  const check = (body: object, path = SHIPPING) => backend.request("POST", path, { body });

  it("are listed with every data element, its rule and its place in an event", async () => {
    const { items } = pageOf(template).parse((await backend.request("GET", "/api/templates")).json());
    expect(items).to.deep.equal(TEMPLATES);
  });

  it("tell of an event which data elements it has, and store nothing", async () => {
    const event = observation({ bizStep: "shipping" });
    const answer = templateProfile.parse((await check(event)).json());
    expect(answer).to.include({ template: "fsma204-shipping", required: 8 });
    expect(answer.elements.find(({ element }) => element === "recipient")).to.include({ state: "missing", pointer: "/destinationList" });
    const { rows } = await backend.app.db.pool.query<{ count: string }>("SELECT count(*) FROM statements");
    expect(rows[0]?.count).to.equal("0");
  });

  it("refuse what is no valid event, with pointers, and a template that nobody knows", async () => {
    const problem = expectProblem(await check({ ...observation(), bizStep: "teleporting" }), 400, "traceability.invalid-document");
    expect(problem.errors?.[0]?.pointer).to.equal("/bizStep");
    expectProblem(await check({ ...observation(), epcisBody: {} }), 400, "traceability.invalid-document");
    expectProblem(await check(observation(), "/api/templates/none/profile"), 404, "traceability.unknown-template");
  });

  it("show on an event how many data elements it has, and capture takes the event all the same", async () => {
    const event = observation({ bizStep: "shipping" });
    expect((await captureSigned(backend, event, "farm")).status).to.equal(201);
    const { eventHash } = eventHashOf(event);
    const view = eventView.parse((await backend.request("GET", `/api/events/${eventHash}`)).json());
    expect(view.profiles.map((profile) => profile.template)).to.include.members(["fsma204-shipping", "eudr-supply"]);
    const [first] = view.profiles;
    expect(first?.given).to.be.lessThan(first?.required ?? 0);
  });
});
