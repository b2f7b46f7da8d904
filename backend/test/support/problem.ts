import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "chai";
import { problem, type Problem } from "@waybill/protocol/schemas/problem";
import type { Answer } from "./backend.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const validate = ajv.compile(
  JSON.parse(readFileSync(new URL("../fixtures/rfc9457-problem.schema.json", import.meta.url), "utf8")) as object,
);

/** Asserts that an answer is problem details with this code, in the form of RFC 9457 and of our own schema. */
export function expectProblem(answer: Answer, status: number, code: string): Problem {
  expect(answer.status, answer.text).to.equal(status);
  expect(answer.headers.get("content-type")).to.equal("application/problem+json");
  const body: unknown = JSON.parse(answer.text);
  expect(validate(body), JSON.stringify(validate.errors)).to.equal(true);
  const parsed = problem.parse(body);
  expect(parsed.code).to.equal(code);
  expect(parsed.status).to.equal(status);
  return parsed;
}
