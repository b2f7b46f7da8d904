import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import type { ChainPlace } from "@waybill/protocol/footprint/transport-chain";
import { useText } from "../../lib/i18n/text.tsx";

/** A place by its name, else by its number; null where neither is known. */
export function placeText(place: ChainPlace | null): string | null {
  return place === null ? null : (place.name ?? place.gln);
}

/** "Field 7 to Cold store, by road", or "Stay at Cold store". */
export function ElementName({ element }: { element: FootprintElement }) {
  const name = useElementName();
  return name(element);
}

/** The same as plain text. */
export function useElementName(): (element: FootprintElement) => string {
  const t = useText();
  const place = (one: Parameters<typeof placeText>[0]) => placeText(one) ?? t("footprint.place.unknown");
  return (element) =>
    element.kind === "hub"
      ? t("footprint.element.hub", { place: place(element.at) })
      : t("footprint.element.transport", {
          from: place(element.from),
          to: place(element.to),
          mode: t(`footprint.mode.${element.mode}`),
        });
}
