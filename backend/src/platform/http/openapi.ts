import { problem } from "@waybill/protocol/schemas/problem";
import { z } from "zod";
import type { DescribedRoute, ParameterDefinition, ProblemDescription, ResponseDefinition } from "./route.ts";
import { IDEMPOTENCY_KEY } from "./idempotency.ts";
import { isEpcis, PROBLEM_TYPE, XML_PROBLEM_TYPE } from "./problem-response.ts";
import { refusalStatuses } from "./refusal-statuses.ts";

type Json = Record<string, unknown>;

/** What the document of one program says beside its routes, by that program's own table of permissions. */
export interface ApiTerms<AnyAct extends string> {
  title: string;
  description: string;
  /** What its paths are appended to. */
  server: string;
  /** The roles that may do an act, and how far each reaches. */
  rolesFor(act: AnyAct): readonly (readonly [role: string, reach: string])[];
  /** How callers show who they are, in one word; `none`: not at all. */
  credentialOf(route: DescribedRoute<AnyAct>): string;
  /** What shows who a caller is, one of these. */
  securityOf(route: DescribedRoute<AnyAct>): Json[];
  securitySchemes: Json;
}

/** Who may, in words for the reference: `statements:erase`: service (own). */
function whoMay<AnyAct extends string>(act: AnyAct, { rolesFor }: Pick<ApiTerms<AnyAct>, "rolesFor">): string {
  const roles = rolesFor(act).map(([role, reach]) => `${role} (${reach})`);
  return `May do it, as \`${act}\`: ${roles.join(", ")}.`;
}

/** OpenAPI 3.1 document of the routes; schemas are the very zod schemas that requests are parsed with. */
export function openApiDocument<AnyAct extends string>(
  routes: readonly DescribedRoute<AnyAct>[],
  terms: ApiTerms<AnyAct>,
  { version }: { version: string },
): Json {
  const { title, description, server, securitySchemes } = terms;
  const paths: Record<string, Json> = {};
  for (const route of routes) (paths[templateOf(route)] ??= {})[route.method] = operation(route, terms);
  return {
    openapi: "3.1.1",
    info: {
      ...{ title, version, description },
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: server }],
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
      securitySchemes,
    },
  };
}

/** OpenAPI has no word for "and all further segments". */
function templateOf({ path }: DescribedRoute): string {
  return path.replace("...}", "}");
}

function operation<AnyAct extends string>(route: DescribedRoute<AnyAct>, terms: ApiTerms<AnyAct>): Json {
  const credential = terms.credentialOf(route);
  const statuses = refusalStatuses(route, { isOpen: credential === "none" });
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: [route.description, whoMay(route.act, terms)].filter(Boolean).join("\n\n"),
    tags: [route.tag],
    security: terms.securityOf(route),
    ...parameters(route),
    ...requestBody(route),
    responses: {
      ...(isEpcis(route.path) ? {} : Object.fromEntries(statuses.map((status) => [status, refusal(route)]))),
      ...Object.fromEntries(Object.entries(route.responses).map(([status, response]) => [status, responseObject(route, response)])),
      ...Object.fromEntries(Object.entries(route.problems ?? {}).map(([status, one]) => [status, problemObject(Number(status), one)])),
      default: refusal(route),
    },
    // The standard's own description fixes which it lists; these are what `default` stands for.
    ...(isEpcis(route.path) ? { "x-refusals": statuses } : {}),
    "x-waybill-act": route.act,
    "x-waybill-roles": Object.fromEntries(terms.rolesFor(route.act)),
    "x-waybill-credential": credential,
  };
}

function refusal({ path, refusal: own }: DescribedRoute): Json {
  if (own) return responseObject({}, own);
  return { $ref: `#/components/responses/${isEpcis(path) ? "EpcisProblem" : "Problem"}` };
}

function responseObject(
  { produces }: Pick<DescribedRoute, "produces">,
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

function parameters(route: DescribedRoute): Json {
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

function requestBody(route: DescribedRoute): Json {
  if (route.takesFile) return { requestBody: { required: true, content: { "application/octet-stream": {} } } };
  if (!route.body && !route.rawBody) return {};
  const types = route.accepts ?? ["application/json"];
  const described = (type: string): Json => {
    const schema = route.bodies?.[type] ?? route.body;
    return { schema: schema ? jsonSchema(schema, "input") : { type: "object" } };
  };
  return { requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, described(type)])) } };
}

function operationId({ method, path }: DescribedRoute): string {
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
