import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { useIntl } from "react-intl";
import { useText, type MessageId } from "../lib/i18n/text.tsx";
import { bareName } from "../lib/short.ts";

/** Business steps and units that have words of their own; anything else is shown as its code. */
const STEPS =
  "accepting arriving assembling collecting commissioning creating_class_instance cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing killing loading packing picking receiving removing repackaging repairing replacing reserving retail_selling returning sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping".split(
    " ",
  );
const UNITS = new Set(["CS", "BX", "KGM", "GRM", "TNE", "LBR", "LTR", "CEL", "FAH", "P1", "EA", "C62"]);

type Words = Pick<StatementView, "eventType" | "bizStep" | "action" | "declaresError" | "sensors">;

/** What happened, in two or three plain words. */
export function useEventTitle(): (event: Words) => string {
  const t = useText();
  return (event) => {
    if (event.declaresError) return t("event.error-declaration");
    if (event.eventType === "TransformationEvent") return t("event.transformation");
    const step = event.bizStep === null ? "" : bareName(event.bizStep);
    if (STEPS.includes(step)) return t(`step.${step}` as MessageId);
    if (event.sensors.length > 0) return t("step.sensor_reporting");
    return step === "" || step === "other" ? t("event.observed") : t("event.reported", { step: step.replaceAll("_", " ") });
  };
}

/** "25,000 lb", "36 °F": the number in the reader's form, the unit in words. Numbers too long to be exact stay as written. */
export function useQuantityText(): (quantity: { value: string; uom: string | null }) => string {
  const t = useText();
  const intl = useIntl();
  return ({ value, uom }) => {
    const number =
      value.length > 15 || value.trim() === "" || Number.isNaN(Number(value))
        ? value
        : intl.formatNumber(Number(value), { maximumFractionDigits: 9 });
    if (uom === null) return number;
    return `${number} ${UNITS.has(uom) ? t(`uom.${uom}` as MessageId) : uom}`;
  };
}
