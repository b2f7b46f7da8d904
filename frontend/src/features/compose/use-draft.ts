import { useCallback, useState } from "react";
import { shelf } from "../../lib/storage.ts";
import { draftSchema, emptyDraft, type Draft } from "./model/draft.ts";

const KEY = "waybill.draft.v1";

/** The form, kept in this browser until it is signed or thrown away. `wasKept`: it was filled in on an earlier visit. */
export function useDraft() {
  const [initial] = useState(read);
  const [draft, setDraft] = useState(initial ?? emptyDraft());

  const change = useCallback((part: Partial<Draft>) => {
    setDraft((before) => {
      const next = { ...before, ...part };
      shelf.setItem(KEY, JSON.stringify(next));
      return next;
    });
  }, []);

  const clear = useCallback(() => {
    shelf.removeItem(KEY);
    setDraft(emptyDraft());
  }, []);

  return { draft, change, clear, wasKept: initial !== null };
}

function read(): Draft | null {
  try {
    return draftSchema.parse(JSON.parse(shelf.getItem(KEY) ?? "null"));
  } catch {
    return null;
  }
}
