import { expect } from "chai";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import type { Answer, RequestOptions, TestBackend } from "./backend.ts";

export interface QueryDocument {
  "@context": unknown;
  epcisBody: { queryResults: { queryName: string; resultsBody: { eventList: Record<string, unknown>[] } } };
}

/** Events of an answer, which must be a document that the official schema takes. */
export function eventsOf(answer: Answer): Record<string, unknown>[] {
  expect(answer.status, answer.text).to.equal(200);
  return eventsIn(answer.text);
}

/** Events of a document, which the official schema must take. */
export function eventsIn(text: string): Record<string, unknown>[] {
  expect(validateEpcis(parseLosslessObject(text))).to.deep.equal([]);
  return (JSON.parse(text) as QueryDocument).epcisBody.queryResults.resultsBody.eventList;
}

/** Address of the next page, or undefined on the last. */
export function nextOf(answer: Answer): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
}

/** Pages of a list, followed by their links to the end. */
export async function pagesOf(backend: TestBackend, path: string, options: RequestOptions = {}): Promise<Answer[]> {
  const pages: Answer[] = [];
  for (let next: string | undefined = path; next !== undefined; next = nextOf(pages.at(-1) as Answer)) {
    pages.push(await backend.request("GET", next, options));
    if (pages.length > 100) throw new Error(`${path} has no last page`);
  }
  return pages;
}
