import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect } from "chai";
import { linkset, type Linkset } from "@waybill/protocol/schemas/api/resolver";
import type { Answer } from "./backend.ts";

const validate = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(new URL("../fixtures/gs1-linkset.schema.json", import.meta.url), "utf8")) as object,
);

/** Asserts that an answer is a linkset in the form of GS1's own schema, and gives it. */
export function expectLinkset(answer: Answer, status = 200): Linkset["linkset"][number] {
  expect(answer.status, answer.text).to.equal(status);
  expect(answer.headers.get("content-type")).to.match(/^application\/(linkset\+)?json; charset=utf-8$/);
  const body: unknown = JSON.parse(answer.text);
  expect(validate(body), JSON.stringify(validate.errors)).to.equal(true);
  const [context] = linkset.parse(body).linkset;
  if (context === undefined) throw new Error("the linkset is empty");
  return context;
}

/** Asks for one address without following where it leads. */
export async function askAt(url: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url + path, { redirect: "manual", headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as never };
}
