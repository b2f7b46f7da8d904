import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { useIntl } from "react-intl";
import { T } from "../../../lib/i18n/text.tsx";

/** The formula with the very values that it was computed with. */
export function Rule({ element }: { element: FootprintElement }) {
  const intl = useIntl();
  const { calculation, rule, intensity, massGrams } = element;
  const mass = formatGrams(BigInt(massGrams));
  // Thousandths of a unit and of a kilometre: six decimals hold every limit exactly as far as a double does.
  const thousandths = (value: string) => intl.formatNumber(Number(value) / 1_000, { maximumFractionDigits: 3 });
  if (calculation.data === "primary") {
    const whole = "loadGrams" in calculation ? calculation.loadGrams : calculation.throughputGrams;
    const energy = calculation.energy.map(({ factor, milliunits }) => `${thousandths(milliunits)} × ${factor.row}`).join(" + ");
    return <T id="footprint.rule.energy" values={{ energy, mass, whole: formatGrams(BigInt(whole)) }} />;
  }
  const grams = thousandths(intensity?.wtw ?? "0");
  if (element.kind === "hub") return <T id="footprint.rule.throughput" values={{ mass, intensity: grams }} />;
  return (
    <>
      <T
        id={`footprint.rule.${rule as "transport"}`}
        values={{ mass, kilometres: thousandths(element.distance.metres), intensity: grams }}
      />{" "}
      <Distance element={element} />{" "}
      {calculation.data === "modelled" && (
        <T id="footprint.rule.modelled" values={{ load: calculation.loadPercent, empty: calculation.emptyPercent }} />
      )}
    </>
  );
}

function Distance({ element: { distance } }: { element: Extract<FootprintElement, { kind: "transport" }> }) {
  return (
    <T
      id={`footprint.distance.${distance.basis}`}
      values={distance.basis === "modelled" ? { percent: distance.detourPercent } : undefined}
    />
  );
}
