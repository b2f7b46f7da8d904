import type { Place } from "@waybill/protocol/schemas/api/traceability";
import type { useText } from "../../../lib/i18n/text.tsx";

/** A place by the name its owner gave it, or by its number. */
export function placeName(t: ReturnType<typeof useText>, place: Place | null): string {
  if (place === null) return t("place.unknown");
  return place.name ?? t("place.unnamed", { gln: place.gln });
}
