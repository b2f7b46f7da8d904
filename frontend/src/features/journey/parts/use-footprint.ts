import { briefOf, type FootprintBrief } from "@waybill/protocol/footprint/brief";
import type { FootprintView } from "@waybill/protocol/schemas/api/carbon";
import { useEffect, useState } from "react";
import { ApiError } from "../../../lib/api/errors.ts";
import { readJson, send, withQuery } from "../../../lib/api/http.ts";

/** Null where none can be computed from what was stated. */
export type Told = FootprintBrief | null;

/** What is told of a footprint; undefined until it has come. What is `known` is not fetched again. */
export function useFootprint(subject: string, known: Told | undefined): Told | "failed" | undefined {
  const [told, setTold] = useState<Told | "failed" | undefined>(known);
  useEffect(() => {
    if (known !== undefined) return;
    const gone = new AbortController();
    fetchBrief(subject, gone.signal)
      .then(setTold)
      .catch(() => gone.signal.aborted || setTold("failed"));
    return () => gone.abort();
  }, [subject, known]);
  return told;
}

async function fetchBrief(subject: string, signal: AbortSignal): Promise<Told> {
  const path = withQuery("/api/footprints/current", { subject });
  try {
    return briefOf(((await readJson(path, await send(path, { signal }))) as FootprintView).footprint);
  } catch (error) {
    // A refusal: nothing can be computed from what was stated.
    if (error instanceof ApiError && error.status < 500) return null;
    throw error;
  }
}
