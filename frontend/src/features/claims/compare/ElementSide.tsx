import { directMetres } from "@waybill/protocol/footprint/distance";
import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { useIntl } from "react-intl";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { factorsOf, typedOf, type Typed } from "./compared.ts";

type Transport = Extract<FootprintElement, { kind: "transport" }>;

/** What part of the chain it is. */
export function Where({ element }: { element: FootprintElement }) {
  const t = useText();
  const name = (place: { name: string | null; gln: string | null }) => place.name ?? place.gln ?? t("footprint.place.unknown");
  if (element.kind === "hub") return <T id="claims.hub" values={{ place: name(element.at) }} />;
  return <T id="claims.way" values={{ from: name(element.from), to: name(element.to) }} />;
}

/**
 * Grams of an element, the way it went, how far and by whose word, how the grams are known, how full the vehicle was, and by which rows of the
 * factor table: one lorry is not another.
 */
export function How({ element, isTyped = typedOf() }: { element: FootprintElement; isTyped?: Typed }) {
  const intl = useIntl();
  const { calculation, emissions } = element;
  return (
    <>
      <span className="block whitespace-nowrap tabular-nums">{formatGrams(BigInt(emissions.wtw))}</span>
      {element.kind === "transport" && (
        <span className="block text-muted">
          <T
            id="claims.how"
            values={{
              mode: <T id={`footprint.mode.${element.mode}`} />,
              kilometres: intl.formatNumber(Number(element.distance.metres) / 1_000, { maximumFractionDigits: 3 }),
            }}
          />
          <Basis element={element} isTyped={isTyped.distance} />
        </span>
      )}
      <span className="block text-muted">
        <T id={`footprint.data.${calculation.data}`} />
        {"loadPercent" in calculation && (
          <span className="block text-sm">
            <T id="claims.load" values={{ load: calculation.loadPercent, empty: calculation.emptyPercent }} />{" "}
            {isTyped.load && <T id="claims.load.typed" />}
          </span>
        )}
      </span>
      {factorsOf(element).map((row) => (
        <code key={row} className="block text-sm text-muted">
          {row}
        </code>
      ))}
    </>
  );
}

/** By whose word it was that far, and the great circle to hold it against. */
function Basis({ element: { distance, from, to }, isTyped }: { element: Transport; isTyped: boolean }) {
  const intl = useIntl();
  const direct = directMetres(from, to);
  return (
    <span className="block text-sm">
      {distance.basis === "modelled" && <T id="claims.distance.modelled" values={{ percent: distance.detourPercent }} />}
      {distance.basis === "gcd" && <T id="claims.distance.gcd" />}
      {distance.basis === "sfd" && (isTyped ? <T id="claims.distance.typed" /> : <T id="claims.distance.sfd" />)}{" "}
      {direct === undefined ? (
        <T id="claims.distance.unknown" />
      ) : (
        <T id="claims.distance.direct" values={{ kilometres: intl.formatNumber(Number(direct) / 1_000, { maximumFractionDigits: 3 }) }} />
      )}
    </span>
  );
}
