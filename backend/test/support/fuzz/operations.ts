import type { Act } from "@waybill/protocol/permissions/table";

/** As much of JSON Schema as our document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: boolean | Schema;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
}

interface Response {
  $ref?: string;
  content?: Record<string, { schema?: Schema }>;
}

interface Described {
  operationId: string;
  "x-waybill-act": Act;
  parameters?: Parameter[];
  security?: Record<string, unknown>[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, Response>;
  /** Statuses for which `default` stands. */
  "x-refusals"?: number[];
}

export interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Response> };
}

/** One method of one path, its references followed. */
export interface Operation {
  id: string;
  /** What it is by the table of permissions. */
  act: Act;
  /** The security scheme that it asks for, where it is one alone. */
  scheme: string | null;
  method: string;
  path: string;
  parameters: readonly Parameter[];
  /** Media type to schema; none for an operation without a body. */
  bodies: Readonly<Record<string, Schema>>;
  /** Status to media type to schema, where the document says one. */
  answers: Readonly<Record<string, Readonly<Record<string, Schema | undefined>>>>;
}

/** Every operation of an OpenAPI document. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const {
        operationId,
        "x-waybill-act": act,
        parameters = [],
        requestBody,
        responses,
        security = [],
        "x-refusals": further = [],
      } = described;
      const schemes = security.flatMap((one) => Object.keys(one));
      const answers = Object.entries(responses).map(([status, one]) => [status, schemasOf(followed(document, one).content)] as const);
      const { default: otherwise = {}, ...own } = Object.fromEntries(answers);
      return {
        ...{ id: operationId, act, method: method.toUpperCase(), path, parameters },
        scheme: schemes.length === 1 ? (schemes[0] ?? null) : null,
        bodies: schemasOf(requestBody?.content),
        answers: { ...Object.fromEntries(further.map((status) => [status, otherwise])), ...own },
      };
    }),
  );
}

function followed(document: Document, response: Response): Response {
  const name = /^#\/components\/responses\/(.+)$/.exec(response.$ref ?? "")?.[1];
  return name === undefined ? response : (document.components.responses[name] ?? {});
}

function schemasOf(content: Record<string, { schema?: Schema }> = {}): Record<string, Schema> {
  return Object.fromEntries(Object.entries(content).map(([type, { schema = {} }]) => [type, schema]));
}
