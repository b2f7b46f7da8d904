import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import { useText } from "../../../lib/i18n/text.tsx";
import { placeText } from "../model/breakdown.ts";

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
