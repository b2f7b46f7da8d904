import type { Problem } from "@waybill/protocol/schemas/problem";
import { ApiError, UnexpectedAnswerError, UnreachableError } from "./errors.ts";

export interface Query {
  [name: string]: string | number | null | undefined;
}

/** Path with a query string of what is given. */
export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== null && entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** One request to our own server. Throws `ApiError` when it refuses and `UnreachableError` when nobody answers. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { accept: "application/json, application/problem+json", ...init.headers };
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new UnreachableError();
  });
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  // A gateway that finds nobody behind it is the same to a reader as no answer.
  if (!isProblem(body) && response.status >= 502) throw new UnreachableError();
  throw new ApiError(response.status, isProblem(body) ? body : null);
}

export async function readJson(path: string, response: Response): Promise<unknown> {
  return response.json().catch(() => {
    throw new UnexpectedAnswerError(path);
  });
}

/** The members that screens read; a full parse would bring the schema library to the product page. */
export function isProblem(body: unknown): body is Problem {
  const fields = body as Partial<Problem> | null;
  return (
    typeof fields === "object" && typeof fields?.title === "string" && typeof fields.detail === "string" && typeof fields.code === "string"
  );
}
