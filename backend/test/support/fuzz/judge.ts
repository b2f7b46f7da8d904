import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Document, Schema } from "./operations.ts";
import type { Asked } from "./requests.ts";
import type { Answered } from "./sender.ts";

/** What is wrong with an answer, by the document alone; nothing when it is as described. */
export type Judge = (asked: Pick<Asked, "operation" | "as">, answered: Answered) => string[];

export function createJudge({ components }: Document): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: false, formats: { base64: true } });
  addFormats.default(ajv);
  const compiled = new WeakMap<Schema, ValidateFunction>();
  const validate = (schema: Schema): ValidateFunction => {
    const known = compiled.get(schema) ?? ajv.compile({ components, ...schema });
    compiled.set(schema, known);
    return known;
  };

  return ({ operation, as }, { status, headers, text }) => {
    // That it is not ready is what a slow machine's probe is there to say.
    if (status >= 500 && operation.path !== "/readyz") return [`was answered ${status}: ${text.slice(0, 300)}`];
    const described = operation.answers[status];
    if (described === undefined) return [`was answered ${status}, which its description does not list: ${text.slice(0, 300)}`];
    const complaints: string[] = [];
    if (headers["x-trace-id"] === undefined) complaints.push("has no trace id");
    if (as !== "nobody" && status < 300 && isPublic(headers["cache-control"]) && operation.method !== "GET")
      complaints.push("may be kept by caches, though it was for one caller");
    const type = (headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
    const types = Object.keys(described);
    if (text !== "" && types.length > 0 && !types.includes(type) && !types.includes("*/*"))
      return [...complaints, `was answered ${status} as ${type}, described are ${types.join(", ")}`];
    const schema = described[type];
    if (schema === undefined || !type.includes("json") || text === "") return complaints;
    const check = validate(schema);
    if (!check(JSON.parse(text)))
      complaints.push(`does not fit the schema of ${status}: ${ajv.errorsText(check.errors)}: ${text.slice(0, 300)}`);
    return complaints;
  };
}

function isPublic(cacheControl = ""): boolean {
  return cacheControl.includes("public");
}
