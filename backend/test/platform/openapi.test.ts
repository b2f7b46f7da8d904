import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { ACTS, rolesFor } from "@waybill/protocol/permissions/reach-of";
import type { Act } from "@waybill/protocol/permissions/table";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";

interface Operation {
  operationId: string;
  summary: string;
  security: unknown[];
  parameters?: { name: string; in: string; required: boolean; schema: { pattern?: string } }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { $ref?: string; description?: string; content?: Record<string, { schema?: object }> }>;
  "x-waybill-act": Act;
  "x-waybill-roles": Record<string, string>;
}

interface Document {
  openapi: string;
  components: object;
  paths: Record<string, Record<string, Operation>>;
}

describe("the OpenAPI document", () => {
  let backend: TestBackend;
  let document: Document;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    document = (await backend.request("GET", "/api/openapi.json")).json<Document>();
  });
  after(() => backend.stop());

  const operations = (): [string, string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]): [string, string, Operation] => [path, method, one]),
    );

  it("lists every endpoint of the standard and of ours", () => {
    const expected = [
      ["/epcis/capture", ["get", "options", "post"]],
      ["/epcis/capture/{captureID}", ["get", "options"]],
      ["/epcis/events", ["get", "options", "post"]],
      ["/epcis/events/{eventID}", ["get", "options"]],
      ["/api/organisations", ["post"]],
      ["/api/journeys", ["get"]],
      ["/api/journeys/bundle", ["get"]],
      ["/api/statements/{commitment}/bundle", ["get"]],
      ["/api/stream", ["get"]],
      ["/readyz", ["get"]],
    ] as const;
    for (const [path, methods] of expected) expect(Object.keys(document.paths[path] ?? {}).sort(), path).to.deep.equal(methods);
  });

  it("is of version 3.1, with operation ids that are there once", () => {
    expect(document.openapi).to.match(/^3\.1\./);
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("names each path parameter exactly once and says that it is required", () => {
    for (const [path, method, { parameters = [] }] of operations()) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = parameters.filter((parameter) => parameter.in === "path");
      expect(
        described.map(({ name }) => name),
        `${method} ${path}`,
      ).to.have.members(named);
      expect(
        described.every(({ required }) => required),
        `${method} ${path}`,
      ).to.equal(true);
    }
  });

  it("names each parameter once, and says that an order needs the key by which it is known again", () => {
    const keys = new Map<string, boolean>();
    for (const [path, method, { operationId, parameters = [] }] of operations()) {
      const names = parameters.map((parameter) => `${parameter.in} ${parameter.name.toLowerCase()}`);
      expect(names, `${method} ${path}`).to.deep.equal([...new Set(names)]);
      const key = parameters.find(({ name }) => name === "Idempotency-Key");
      if (key !== undefined) keys.set(operationId, key.required);
      expect(key?.schema.pattern, `${method} ${path}`).to.equal(key && "^[\\x21-\\x7e]{1,200}$");
    }
    const needed = ["postApiOrders", "postApiOrdersIdShipments", "postApiOrdersIdReturns"];
    expect([...keys].filter(([, isRequired]) => isRequired).map(([id]) => id)).to.have.members(needed);
    expect(keys.get("postApiOrdersIdCancellation")).to.equal(false);
  }).timeout(10_000);

  it("says of every operation who may call it and how problems look", () => {
    for (const [path, method, one] of operations()) {
      expect(one["x-waybill-act"], `${method} ${path}`).to.be.oneOf(ACTS);
      expect(one["x-waybill-roles"], `${method} ${path}`).to.deep.equal(Object.fromEntries(rolesFor(one["x-waybill-act"])));
      expect(one.security, `${method} ${path}`).to.be.an("array");
      // PACT and OAuth fix how refusals look.
      if (path.startsWith("/pact/")) expect(one.responses["default"]?.content, `${method} ${path}`).to.have.property("application/json");
      else expect(one.responses["default"]?.$ref, `${method} ${path}`).to.match(/^#\/components\/responses\/(Epcis)?Problem$/);
      expect(one.summary, `${method} ${path}`).to.have.length.greaterThan(5);
    }
  });

  it("holds only schemas that a JSON Schema 2020-12 validator can compile", () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    // Hundreds of operations share theirs.
    const compiled = new Set<string>();
    for (const [path, method, { parameters = [], requestBody, responses }] of operations()) {
      const schemas = [
        ...parameters.map(({ schema }) => schema),
        // A body that is a file has a media type alone.
        ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => schema ?? []),
        ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content).flatMap(({ schema }) => schema ?? [])),
      ];
      // References lead to the document's own components.
      const { components } = document;
      for (const schema of schemas) {
        const text = JSON.stringify(schema);
        if (compiled.has(text)) continue;
        compiled.add(text);
        expect(() => ajv.compile({ components, ...schema }), `${method} ${path}`).to.not.throw();
      }
    }
  }).timeout(120_000);

  it("has a reference page whose every file comes from here", async () => {
    const page = (await backend.request("GET", "/api/docs")).text;
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? "");
    expect(files).to.have.length(3);
    for (const file of files) {
      expect(file).to.match(/^\/api\/docs\//);
      expect((await backend.request("GET", file)).status, file).to.equal(200);
    }
    expect(page).to.not.match(/<script(?![^>]*src=)/);
  });
});
