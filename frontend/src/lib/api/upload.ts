import type { z } from "zod";
import { ApiError, UnexpectedAnswerError, UnreachableError } from "./errors.ts";
import { isProblem, withQuery, type Query } from "./http.ts";

interface UploadOptions {
  query: Query;
  headers: Readonly<Record<string, string>>;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** Sends a file as the body of a POST and parses the answer. `fetch` cannot say how far it is, so this is the older way. */
export function uploadFile<Schema extends z.ZodType>(
  path: string,
  file: Blob,
  schema: Schema,
  { query, headers, onProgress, signal }: UploadOptions,
): Promise<z.infer<Schema>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", withQuery(path, query));
    for (const [name, value] of Object.entries({ accept: "application/json, application/problem+json", ...headers }))
      request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener("error", () => reject(new UnreachableError()));
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    request.addEventListener("load", () => {
      const body = jsonOf(request.responseText);
      const parsed = schema.safeParse(body);
      if (request.status >= 400) reject(new ApiError(request.status, isProblem(body) ? body : null));
      else if (parsed.success) resolve(parsed.data);
      else reject(new UnexpectedAnswerError(path));
    });
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
