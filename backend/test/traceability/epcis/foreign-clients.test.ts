import { expect } from "chai";
import epcis2 from "epcis2.js";
import { readFileSync } from "node:fs";
import { OpenAPIClientAxios, type Document, type UnknownParamsObject as Parameters } from "openapi-client-axios";
import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import type { Json, JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { waitFor } from "../../support/wait-for.ts";

const OFFICIAL = JSON.parse(readFileSync(new URL("../../../../protocol/vectors/epcis/openapi.json", import.meta.url), "utf8")) as Document;

const EVENTS = 7;

/** Events of one product, told apart by their time. */
function eventsOf(product: string) {
  return Array.from({ length: EVENTS }, (_, index) =>
    observation({
      eventTime: `2026-05-0${index + 1}T00:00:00Z`,
      bizStep: index % 2 === 0 ? "shipping" : "receiving",
      epcList: [`urn:epc:id:sgtin:9521141.${product}.${index}`],
    }),
  );
}

const dayOf = ({ eventTime }: JsonObject) => String(eventTime).slice(0, 10);

function nextTokenIn(link: string | null): string | undefined {
  const next = /^<([^>]+)>; rel="next"/.exec(link ?? "")?.[1];
  return next === undefined ? undefined : (new URL(next, "http://localhost").searchParams.get("nextPageToken") ?? undefined);
}

describe("a client that knows nothing but the OpenAPI description", () => {
  let backend: TestBackend;
  let api: OpenAPIClientAxios;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "described"));
    api = new OpenAPIClientAxios({ definition: `${backend.url}/api/openapi.json`, withServer: { url: backend.url } });
    await api.init();
  });
  after(() => backend.stop());

  /** Sends what the client makes of an operation, its parameters and a body: it knows from the description where each belongs and how lists are written. */
  async function ask(
    method: string,
    path: string,
    parameters: Parameters = {},
    body?: unknown,
  ): Promise<{ response: Response; data: Json }> {
    const operation = api.getOperations().find((one) => one.method === method && one.path === path);
    if (!operation) throw new Error(`${method} ${path} is not described`);
    const { url, payload } = api.getRequestConfigForOperation(operation, [parameters, body]);
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
    });
    const text = await response.text();
    return { response, data: text === "" ? null : (JSON.parse(text) as Json) };
  }

  it("captures, follows the job, pages through a query, and reads one event", async () => {
    const { response: limits } = await ask("options", "/epcis/capture");
    expect(Number(limits.headers.get("gs1-epcis-capture-limit"))).to.be.at.least(EVENTS);

    const { response: accepted } = await ask("post", "/epcis/capture", {}, documentOf(eventsOf("001111")));
    expect(accepted.status).to.equal(202);
    const captureID = accepted.headers.get("location")?.split("/").at(-1) ?? "";
    const job = await waitFor("the job", async () => {
      const { running, ...rest } = (await ask("get", "/epcis/capture/{captureID}", { captureID })).data as JsonObject;
      return running === true ? undefined : rest;
    });
    expect(job).to.deep.include({ success: true, errors: [] });

    const events: JsonObject[] = [];
    let nextPageToken: string | undefined;
    do {
      const { response, data } = await ask("get", "/epcis/events", {
        EQ_bizStep: ["shipping", "receiving"],
        MATCH_epc: ["urn:epc:idpat:sgtin:9521141.001111.*"],
        orderBy: "eventTime",
        orderDirection: "ASC",
        perPage: 3,
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      });
      expect(response.status, JSON.stringify(data)).to.equal(200);
      events.push(...bareEvents(data));
      nextPageToken = nextTokenIn(response.headers.get("link"));
    } while (nextPageToken !== undefined);
    expect(events.map(dayOf)).to.deep.equal(Array.from({ length: EVENTS }, (_, index) => `2026-05-0${index + 1}`));

    const { data: one } = await ask("get", "/epcis/events/{eventID}", { eventID: String(events[3]?.["eventID"]) });
    expect(bareEvents(one).map(dayOf)).to.deep.equal(["2026-05-04"]);
  });

  it("captures one event, and gets it back", async () => {
    const { response, data } = await ask("post", "/epcis/events", {}, observation({ bizStep: "packing" }));
    expect(response.status).to.equal(201);
    expect(data).to.include({ type: "ObjectEvent", bizStep: "packing" });
  });

  it("keeps a query, runs it, and deletes it; a name that is gone has the exception of the standard", async () => {
    const queryName = "packed";
    const { response: kept } = await ask("post", "/epcis/queries", {}, { name: queryName, query: { EQ_bizStep: ["packing"] } });
    expect(kept.status).to.equal(201);
    expect(bareEvents((await ask("get", "/epcis/queries/{queryName}/events", { queryName })).data)).to.have.length(1);
    expect((await ask("delete", "/epcis/queries/{queryName}", { queryName })).response.status).to.equal(204);
    const { response, data } = await ask("get", "/epcis/queries/{queryName}", { queryName });
    expect(response.status).to.equal(404);
    expect(data).to.include({ type: "epcisException:NoSuchNameException" });
  });

  describe("when it was made from the official file, and sends for itself", () => {
    let official: OpenAPIClientAxios;
    before(async () => {
      const url = `${backend.url}/epcis`;
      const axiosConfigDefaults = { baseURL: url, headers: { Authorization: `Bearer ${token}` }, validateStatus: () => true };
      official = new OpenAPIClientAxios({ definition: OFFICIAL, withServer: { url }, axiosConfigDefaults });
      await official.init();
    });

    async function ask(method: "get" | "post" | "delete", path: string, parameters: Parameters = {}, body?: unknown) {
      const operation = official.getOperations().find((one) => one.method === method && one.path === path);
      if (!operation) throw new Error(`${method} ${path} is not described`);
      // Its shortcut for axios leaves lists to axios, which writes them as `name[]=`; its own address has them as the file says.
      const { url, payload, headers: given } = official.getRequestConfigForOperation(operation, [parameters, body]);
      const { status, headers, data } = await official.getAxiosInstance().request<Json>({ method, url, data: payload, headers: given });
      return { status, data, header: (name: string) => String(headers[name] ?? "") };
    }

    it("captures, follows the job, and pages through a query with lists", async () => {
      const accepted = await ask("post", "/capture", { "GS1-Capture-Error-Behaviour": "rollback" }, documentOf(eventsOf("003333")));
      expect(accepted.status, JSON.stringify(accepted.data)).to.equal(202);
      const captureID = accepted.header("location").split("/").at(-1) ?? "";
      const job = await waitFor("the job", async () => {
        const { running, ...rest } = (await ask("get", "/capture/{captureID}", { captureID })).data as JsonObject;
        return running === true ? undefined : rest;
      });
      expect(job).to.deep.include({ success: true, errors: [] });

      const days: string[] = [];
      let nextPageToken: string | undefined;
      do {
        const page = await ask("get", "/events", {
          EQ_action: ["OBSERVE"],
          EQ_bizStep: ["shipping", "receiving"],
          MATCH_epc: ["urn:epc:idpat:sgtin:9521141.003333.*"],
          orderBy: "eventTime",
          orderDirection: "ASC",
          perPage: 3,
          ...(nextPageToken === undefined ? {} : { nextPageToken }),
        });
        expect(page.status, JSON.stringify(page.data)).to.equal(200);
        days.push(...bareEvents(page.data).map(dayOf));
        nextPageToken = nextTokenIn(page.header("link"));
      } while (nextPageToken !== undefined);
      expect(days).to.deep.equal(Array.from({ length: EVENTS }, (_, index) => `2026-05-0${index + 1}`));
    });

    it("keeps a query and runs it; a name that is gone has the exception that its file names", async () => {
      const queryName = "shipped";
      expect((await ask("post", "/queries", {}, { name: queryName, query: { EQ_bizStep: ["shipping"] } })).status).to.equal(201);
      const { data: found } = await ask("get", "/queries/{queryName}/events", { queryName, perPage: 2 });
      expect(bareEvents(found)).to.have.length(2);
      expect((await ask("delete", "/queries/{queryName}", { queryName })).status).to.equal(204);
      const { status, data } = await ask("get", "/queries/{queryName}", { queryName });
      expect(status).to.equal(404);
      expect(data).to.include({ type: "epcisException:NoSuchNameException" });
    });
  });
});

describe("epcis2.js, a client of EPCIS by others", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
    const token = await tokenOf(backend, makeActor(backend, "epcis2"));
    epcis2.setup({ apiUrl: `${backend.url}/epcis/`, headers: { "content-type": "application/json", authorization: `Bearer ${token}` } });
  });
  after(() => backend.stop());

  it("captures what it has built and checked itself, and follows the job; links then lead through the events", async () => {
    const document = new epcis2.EPCISDocument().setCreationDate("2026-05-10T00:00:00Z");
    for (const { eventTime, epcList, bizStep } of eventsOf("002222"))
      document.addEvent(
        new epcis2.ObjectEvent()
          .setEventTime(eventTime as string)
          .setEventTimeZoneOffset("+00:00")
          .setAction("OBSERVE")
          .setBizStep(bizStep as string)
          .addEPC((epcList as string[])[0] ?? ""),
      );
    const accepted = await epcis2.capture(document);
    expect(accepted.status).to.equal(202);
    const job = new epcis2.CaptureResponse(accepted);
    await job.pollForTheCaptureToFinish(300, 100);
    expect(job.getSuccessStatus()).to.equal(true);

    const days: string[] = [];
    let path: string | undefined =
      "/epcis/events?MATCH_epc=urn:epc:idpat:sgtin:9521141.002222.*&orderBy=eventTime&orderDirection=ASC&perPage=3";
    while (path !== undefined) {
      const page = await fetch(new URL(path, backend.url));
      days.push(...bareEvents((await page.json()) as Json).map(dayOf));
      path = /^<([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
    }
    expect(days).to.deep.equal(Array.from({ length: EVENTS }, (_, index) => `2026-05-0${index + 1}`));
  });
});
