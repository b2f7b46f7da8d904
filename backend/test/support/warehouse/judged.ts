import { createJudge } from "../fuzz/judge.ts";
import { operationsOf, type Document } from "../fuzz/operations.ts";
import type { Answered } from "../fuzz/sender.ts";

/** What is wrong with an answer of a warehouse, by its own reference; of the path without its query. */
export type JudgeWarehouse = (asked: { method: string; path: string; as: string }, answered: Answered) => string[];

let made: Promise<JudgeWarehouse> | undefined;

/** Of one that runs; its reference is read once for all of them. */
export function judgeOf(url: string): Promise<JudgeWarehouse> {
  return (made ??= readReference(url));
}

async function readReference(url: string): Promise<JudgeWarehouse> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Document;
  const judge = createJudge(document);
  // What is written out counts before what a parameter would take as well.
  const operations = operationsOf(document)
    .map((operation) => ({ operation, pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`) }))
    .toSorted((a, b) => Number(a.operation.path.includes("{")) - Number(b.operation.path.includes("{")));
  return ({ method, path, as }, answered) => {
    const found = operations.find(({ operation, pattern }) => operation.method === method && pattern.test(path));
    return found === undefined ? [] : judge({ operation: found.operation, as }, answered);
  };
}
