import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { resolved, type Description } from "./description.ts";

interface Response {
  $ref?: string;
  content?: Record<string, { schema?: object }>;
}

interface Fault {
  at: string;
  says: string | undefined;
}

/** Checks answers against the schemas of an OpenAPI 3.0 document: gives what is wrong with a body, or why there is nothing to hold it against. */
export function answerCheck(document: Description): (operation: Operation, status: number, type: string, body: unknown) => Fault[] {
  const ajv = new Ajv({ strict: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(plain({ components: document.components }) as object, "file");
  return ({ method, path }, status, type, body) => {
    const { responses } = document.paths[path]?.[method] as { responses: Record<string, Response> };
    const response = responses[status];
    if (response === undefined) return [{ at: "", says: `${status} is not described` }];
    const schema = resolved(document, response).content?.[type]?.schema;
    if (schema === undefined) return [{ at: "", says: `${status} as ${type} is not described` }];
    const validate = ajv.compile(plain(schema) as object);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => ({ at: instancePath, says: message }));
  };
}

export interface Operation {
  method: string;
  path: string;
}

/** References from within the file's own name, and without examples, which may have members called like keywords, and foreign patterns. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name, one]) => name !== "example" && !(name === "pattern" && !isPattern(one)));
  return Object.fromEntries(kept.map(([name, one]) => [name, name === "$ref" ? `file${String(one)}` : plain(one)]));
}

/** Some are of languages with recursion. */
function isPattern(text: unknown): boolean {
  try {
    return new RegExp(String(text), "u").source !== "";
  } catch {
    return false;
  }
}
