import { expect } from "chai";
import { readFileSync } from "node:fs";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";

interface Parameter {
  $ref?: string;
  name: string;
  in: string;
}
interface Response {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { $ref?: string; content?: Record<string, unknown> };
  responses: Record<string, Response>;
}
type Path = Record<string, Operation> & { parameters?: Parameter[] };
interface Document {
  paths: Record<string, Path>;
  components: Record<string, Record<string, unknown>>;
}

const OFFICIAL = JSON.parse(readFileSync(new URL("../../../../protocol/vectors/epcis/openapi.json", import.meta.url), "utf8")) as Document;
const METHODS = ["get", "post", "put", "delete", "options"];

/** Not here yet: the parts that are about XML. */
const LATER_MEDIA_TYPES = /xml/;

function resolved<Part extends { $ref?: string }>(part: Part): Part {
  const [, kind = "", name = ""] = /^#\/components\/(\w+)\/(.+)$/.exec(part.$ref ?? "") ?? [];
  return part.$ref === undefined ? part : (OFFICIAL.components[kind]?.[name] as Part);
}

describe("the OpenAPI document beside the official one", () => {
  let backend: TestBackend;
  let ours: Document;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    ours = (await backend.request("GET", "/api/openapi.json")).json<Document>();
  });
  after(() => backend.stop());

  const operations = Object.entries(OFFICIAL.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method,
      official: item[method] as Operation,
      shared: item.parameters ?? [],
    })),
  );
  const own = (path: string, method: string) => ours.paths[`/epcis${path === "/" ? "" : path}`]?.[method];

  it("has all 63 operations of it to follow", () => {
    expect(operations).to.have.length(63);
  });

  it("has every path with every method", () => {
    expect(operations.filter(({ path, method }) => own(path, method) === undefined)).to.deep.equal([]);
  });

  it("has no address of its own below /epcis", () => {
    const official = new Set(operations.map(({ path, method }) => `${method} /epcis${path === "/" ? "" : path}`));
    const strange = Object.entries(ours.paths)
      .filter(([path]) => /^\/epcis(\/|$)/.test(path))
      .flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))
      .filter((name) => !official.has(name));
    expect(strange).to.deep.equal([]);
  });

  for (const { path, method, official, shared } of operations) {
    it(`takes and answers what it says: ${method.toUpperCase()} ${path}`, () => {
      const operation = own(path, method);
      const names = (parameters: readonly Parameter[]) =>
        parameters.map((one) => resolved(one)).map(({ name, in: where }) => `${where} ${name}`);
      const wanted = names([...shared, ...(official.parameters ?? [])]);
      expect(names(operation?.parameters ?? [])).to.include.members(wanted);

      const bodies = Object.keys(resolved(official.requestBody ?? {}).content ?? {}).filter((type) => !LATER_MEDIA_TYPES.test(type));
      expect(Object.keys(operation?.requestBody?.content ?? {})).to.include.members(bodies);

      for (const [status, response] of Object.entries(official.responses).filter(([code]) => code.startsWith("2"))) {
        const { headers = {}, content = {} } = resolved(response);
        const answer = operation?.responses[status];
        expect(Object.keys(answer?.headers ?? {}), status).to.include.members(Object.keys(headers));
        const types = Object.keys(content).filter((type) => !LATER_MEDIA_TYPES.test(type));
        expect(Object.keys(answer?.content ?? {}), status).to.include.members(types);
      }
    });
  }
});
