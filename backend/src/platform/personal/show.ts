import { showingOf, type MaskedField } from "@waybill/protocol/privacy/masking";
import type { Principal } from "../http/principal.ts";
import { masked } from "./mask.ts";

/** A text about somebody. */
export interface Told {
  text: string | null;
  /** Whom it is about, where that is a person. */
  person?: string;
  /** Whether it consents to be shown. */
  isConsented?: boolean;
}

/** A text about somebody as whoever asks may see it, by the table of masking: as it is, masked, or not at all. Every answer shows it by this. */
export function show(principal: Principal | null, field: MaskedField, { text, person, isConsented = false }: Told): string | null {
  if (text === null || principal === null) return null;
  if (person !== undefined && person === principal.person) return text;
  const showing = showingOf(principal, field);
  if (showing === undefined) return null;
  return showing === "whole" || (showing === "consented" && isConsented) ? text : masked(text);
}
