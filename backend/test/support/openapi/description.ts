/** As much of an OpenAPI document as a client acts on. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  xml?: { name?: string; namespace?: string; attribute?: boolean };
}
interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}
type Content = Record<string, { schema?: Schema }>;
interface Response {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Content;
}
interface Operation {
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { $ref?: string; required?: boolean; content?: Content };
  responses: Record<string, Response>;
}
export interface Description {
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, Record<string, unknown>>;
}

/** An operation with every reference followed. */
export interface PlainOperation {
  parameters: Map<string, { required: boolean; schema: Schema }>;
  body: Content;
  needsBody: boolean;
  /** Whether it says how to show who asks. */
  isSecured: boolean;
  responses: Map<string, { headers: Set<string>; content: Content }>;
}

export const METHODS = ["get", "post", "put", "delete", "options"];

/** Follows a reference within its own document. */
export function resolved<Part extends { $ref?: string }>(document: Description, part: Part): Part {
  const [, kind = "", name = ""] = /^#\/components\/([\w-]+)\/(.+)$/.exec(part.$ref ?? "") ?? [];
  return part.$ref === undefined ? part : resolved(document, document.components[kind]?.[name] as Part);
}

/** Operations by `GET /events`, the part of the path before it cut off. */
export function operationsOf(document: Description, base = ""): Map<string, PlainOperation> {
  const found = Object.entries(document.paths).flatMap(([path, item]) => {
    if (!(path === base || path.startsWith(`${base}/`))) return [];
    const shared = (item["parameters"] ?? []) as Parameter[];
    return METHODS.filter((method) => item[method]).map((method): [string, PlainOperation] => {
      const own = path.slice(base.length);
      return [`${method.toUpperCase()} ${own === "" ? "/" : own}`, plain(document, item[method] as Operation, shared)];
    });
  });
  return new Map(found);
}

function plain(
  document: Description,
  { parameters = [], requestBody = {}, responses, security = [] }: Operation,
  shared: Parameter[],
): PlainOperation {
  const named = [...shared, ...parameters].map((one) => resolved(document, one));
  const { content: body = {}, required: needsBody = false } = resolved(document, requestBody);
  return {
    parameters: new Map(named.map(({ name, in: where, required = false, schema = {} }) => [`${where} ${name}`, { required, schema }])),
    body,
    needsBody,
    isSecured: security.length > 0,
    responses: new Map(
      Object.entries(responses).map(([status, response]) => {
        const { headers = {}, content = {} } = resolved(document, response);
        return [status, { headers: new Set(Object.keys(headers)), content }];
      }),
    ),
  };
}
