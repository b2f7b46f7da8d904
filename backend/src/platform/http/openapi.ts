import { rolesFor } from "@waybill/protocol/permissions/reach-of";
import { ENROLMENT_SCOPES, scopesOf, type Scope } from "@waybill/protocol/permissions/scopes";
import { problem } from "@waybill/protocol/schemas/problem";
import { z } from "zod";
import {
  credentialOf,
  type Credential,
  type ParameterDefinition,
  type ProblemDescription,
  type ResponseDefinition,
  type Route,
} from "./route.ts";
import { IDEMPOTENCY_KEY } from "./idempotency.ts";
import { isEpcis, PROBLEM_TYPE, XML_PROBLEM_TYPE } from "./problem-response.ts";
import { refusalStatuses } from "./refusal-statuses.ts";

type Json = Record<string, unknown>;

const SESSION_TOKEN =
  "Access token of a person, from POST /api/sessions. One that came by a password alone is refused with `platform.second-factor-needed` but for " +
  "what leads to a second factor.";

const BASIC =
  "E-mail address and password of a customer without a second factor, with each request, where the installation takes them (`HTTP_BASIC`). " +
  "Over HTTPS only.";

/** Scopes of the same access tokens, which hold nothing that is not in `session`. */
const PASSWORD_ALONE: readonly Scope[] = ENROLMENT_SCOPES;

/** What shows who a caller is, one of these. What a key must be good for stands beside its scheme: OpenAPI 3.1 allows that for any scheme. */
function securityOf(route: Route): Json[] {
  const scopes = scopesOf(route.act).filter((scope) => !PASSWORD_ALONE.includes(scope));
  const bearer = scopes.map(schemeOf);
  const security: Readonly<Record<Credential, Json[]>> = {
    none: [],
    signature: [],
    author: [{}, ...bearer],
    reader: [{}, ...bearer],
    bearer,
    cookie: [{ cookie: [] }],
    partner: [{ partner: [] }],
    warehouse: [{ warehouse: [] }],
    demo: [],
  };
  return security[credentialOf(route)];
}

function schemeOf(scope: Scope): Json {
  return scope === "session" ? { session: [] } : scope === "shop" ? { basic: [] } : { bearer: [scope] };
}

/** Who may, in words for the reference: `statements:erase`: service (own). */
function whoMay({ act }: Route): string {
  const roles = rolesFor(act).map(([role, reach]) => `${role} (${reach})`);
  return `May do it, as \`${act}\`: ${roles.join(", ")}.`;
}

/** OpenAPI 3.1 document of the routes; schemas are the very zod schemas that requests are parsed with. */
export function openApiDocument(routes: readonly Route[], { version }: { version: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) (paths[templateOf(route)] ??= {})[route.method] = operation(route);
  return {
    openapi: "3.1.1",
    info: {
      title: "Waybill",
      version,
      description: "Signed supply chain events, anchored on chain, with proofs that anybody can check. EPCIS 2.0 below /epcis.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: {
        Problem: {
          ...jsonSchema(problem.extend({ requestId: z.string().describe("The trace id again.") }), "output"),
          xml: { name: "EPCISException", prefix: "epcis", namespace: "urn:epcglobal:epcis:xsd:2" },
        },
      },
      responses: {
        Problem: {
          description: "Problem details (RFC 9457).",
          content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } },
        },
        EpcisProblem: {
          description: "Problem details (RFC 9457) as an EPCIS exception.",
          content: {
            [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } },
            [XML_PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } },
          },
        },
      },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "API key of an organisation." },
        session: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: SESSION_TOKEN },
        basic: { type: "http", scheme: "basic", description: BASIC },
        cookie: { type: "apiKey", in: "cookie", name: "__Host-waybill-refresh", description: "Refresh token of a session." },
        partner: { type: "http", scheme: "bearer", description: "Access token of an organisation's partner, from POST /pact/auth/token." },
        warehouse: {
          type: "http",
          scheme: "bearer",
          description: "Token of one warehouse, as `npm run waybill -- warehouse token` prints it.",
        },
      },
    },
  };
}

/** OpenAPI has no word for "and all further segments". */
function templateOf({ path }: Route): string {
  return path.replace("...}", "}");
}

function operation(route: Route): Json {
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: [route.description, whoMay(route)].filter(Boolean).join("\n\n"),
    tags: [route.tag],
    security: securityOf(route),
    ...parameters(route),
    ...requestBody(route),
    responses: {
      ...(isEpcis(route.path) ? {} : Object.fromEntries(refusalStatuses(route).map((status) => [status, refusal(route)]))),
      ...Object.fromEntries(Object.entries(route.responses).map(([status, response]) => [status, responseObject(route, response)])),
      ...Object.fromEntries(Object.entries(route.problems ?? {}).map(([status, one]) => [status, problemObject(Number(status), one)])),
      default: refusal(route),
    },
    // The standard's own description fixes which it lists; these are what `default` stands for.
    ...(isEpcis(route.path) ? { "x-refusals": refusalStatuses(route) } : {}),
    "x-waybill-act": route.act,
    "x-waybill-roles": Object.fromEntries(rolesFor(route.act)),
    "x-waybill-credential": credentialOf(route),
  };
}

function refusal({ path, refusal: own }: Route): Json {
  if (own) return responseObject({}, own);
  return { $ref: `#/components/responses/${isEpcis(path) ? "EpcisProblem" : "Problem"}` };
}

function responseObject(
  { produces }: Pick<Route, "produces">,
  { description, schema, contentType, others = {}, headers }: ResponseDefinition,
): Json {
  const head = { description, ...headerObjects(headers) };
  if (!schema && !contentType) return head;
  const types = produces ?? [contentType ?? "application/json"];
  const content = schema ? { schema: jsonSchema(schema, "output") } : {};
  const further = Object.entries(others).map(([type, one]) => [type, { schema: jsonSchema(one, "output") }]);
  return { ...head, content: { ...Object.fromEntries(types.map((type) => [type, content])), ...Object.fromEntries(further) } };
}

function problemObject(status: number, { description, types, others = [], headers }: ProblemDescription): Json {
  const uri = { type: "string", format: "uri" };
  const own = { properties: { status: { const: status }, type: { ...uri, enum: types }, instance: uri } };
  const schema = { allOf: [own, { $ref: "#/components/schemas/Problem" }] };
  return {
    description,
    ...headerObjects(headers),
    content: Object.fromEntries([PROBLEM_TYPE, ...others].map((type) => [type, { schema }])),
  };
}

function headerObjects(headers: Readonly<Record<string, string>> = {}): Json {
  const named = Object.entries(headers).map(([name, says]) => [name, { description: says, schema: { type: "string" } }]);
  return named.length > 0 ? { headers: Object.fromEntries(named) as Json } : {};
}

function parameters(route: Route): Json {
  const { parameters: own = [] } = route;
  const takesKey = route.method !== "get" && route.method !== "options" && !own.some(({ name }) => name === IDEMPOTENCY_KEY.name);
  const list = [
    ...members(route.params, "path"),
    ...members(route.query, "query"),
    ...[...own, ...(takesKey ? [IDEMPOTENCY_KEY] : [])].map(further),
  ];
  return list.length > 0 ? { parameters: list } : {};
}

function members(schema: z.ZodType | undefined, where: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    ...(description ? { description } : {}),
    schema: rest,
  }));
}

function further({ name, in: where, description, schema, isRequired = false, isList }: ParameterDefinition): Json {
  return {
    name,
    in: where,
    required: isRequired,
    ...(description ? { description } : {}),
    ...(isList ? { style: "pipeDelimited", explode: false } : {}),
    schema: jsonSchema(schema, "input"),
  };
}

function requestBody(route: Route): Json {
  if (route.takesFile) return { requestBody: { required: true, content: { "application/octet-stream": {} } } };
  if (!route.body && !route.rawBody) return {};
  const types = route.accepts ?? ["application/json"];
  const described = (type: string): Json => {
    const schema = route.bodies?.[type] ?? route.body;
    return { schema: schema ? jsonSchema(schema, "input") : { type: "object" } };
  };
  return { requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, described(type)])) } };
}

function operationId({ method, path }: Route): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return method + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("");
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    override: ({ jsonSchema: node }) => {
      // zod's own word for a prefix; the pattern beside it says the same in JSON Schema's.
      if (node.format === "starts_with") delete node.format;
    },
  }) as Json;
  return rest;
}
