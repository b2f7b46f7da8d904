import { directMetres } from "@waybill/protocol/footprint/distance";
import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import { referencesIn } from "@waybill/protocol/footprint/references-in";
import type { TransportChange } from "@waybill/protocol/footprint/what-if";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { useIntl } from "react-intl";
import { HashChip } from "../../../entities/HashChip.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

/** What would have been beside what happened, element by element, and what is left between the two. */
export function SideBySide({ claim: { baseline, actual, changes, transports, saving } }: { claim: ClaimView }) {
  const t = useText();
  const rows = actual.footprint.elements.map((element) => ({
    ...{ element, isClaimed: transports.includes(element.id) },
    isTyped: typedOf(changes.find((change) => change.element === element.id)),
    otherwise: baseline.footprint.elements.find(({ id }) => id === element.id),
  }));
  return (
    <>
      <Table caption={t("claims.compare")} hideCaption>
        <thead>
          <tr>
            <Th>{t("claims.element")}</Th>
            <Th>{t("claims.baseline")}</Th>
            <Th>{t("claims.actual")}</Th>
            <Th>{t("claims.part")}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ element, otherwise, isTyped, isClaimed }) => (
            <tr key={element.id} data-claimed={isClaimed}>
              <Td className="min-w-44 font-medium">
                <Where element={element} />
              </Td>
              <Td>{otherwise !== undefined && <How element={otherwise} isTyped={isTyped} />}</Td>
              <Td>
                <How element={element} />
              </Td>
              <Td>{t(isClaimed ? "claims.part.claimed" : "claims.part.same")}</Td>
            </tr>
          ))}
          <tr>
            <Td className="font-semibold">{t("claims.total")}</Td>
            <Td>
              <strong className="block tabular-nums">{formatGrams(BigInt(saving.baselineGrams))}</strong>
              <HashChip hash={baseline.hash} kind={t("claims.footprint")} />
            </Td>
            <Td>
              <strong className="block tabular-nums">{formatGrams(BigInt(saving.actualGrams))}</strong>
              <HashChip hash={actual.hash} kind={t("claims.footprint")} />
            </Td>
            <Td>
              <T id="claims.saved.text" values={{ grams: formatGrams(BigInt(saving.savedGrams)) }} />
            </Td>
          </tr>
        </tbody>
      </Table>
      <p className="mt-3 max-w-2xl text-sm text-muted">
        <T id="claims.rounding" />
      </p>
      <SaveCsv
        name="claim"
        heads={[
          "element",
          "claimed",
          ...HEADS.map((head) => `baseline_${head}`),
          "baseline_distance_typed",
          "baseline_load_typed",
          ...HEADS.map((head) => `actual_${head}`),
        ]}
        rows={() =>
          rows.map(({ element, otherwise, isTyped, isClaimed }) => [
            ...[element.id, isClaimed ? "yes" : "no", ...cellsOf(otherwise)],
            ...[isTyped.distance ? "yes" : "no", isTyped.load ? "yes" : "no", ...cellsOf(element)],
          ])
        }
      />
    </>
  );
}

type Transport = Extract<FootprintElement, { kind: "transport" }>;

const rowsOf = (element: FootprintElement) => referencesIn(element).map(({ row }) => row);

/** What of a baseline stands on the claimant's word alone. */
const typedOf = (change?: TransportChange) => ({
  distance: change?.distanceMetres !== undefined,
  load: change?.loadPercent !== undefined,
});
type Typed = ReturnType<typeof typedOf>;

const HEADS = [
  ...["mode", "factor", "distance_metres", "distance_basis", "great_circle_metres", "load_percent", "empty_percent", "grams"],
] as const;

function cellsOf(element: FootprintElement | undefined): (string | null)[] {
  if (element === undefined) return HEADS.map(() => null);
  const { wtw } = element.emissions;
  if (element.kind !== "transport") return [null, rowsOf(element).join(" "), null, null, null, null, null, wtw];
  const { mode, distance, from, to, calculation } = element;
  const vehicle = calculation.data === "modelled" ? [String(calculation.loadPercent), String(calculation.emptyPercent)] : [null, null];
  const direct = directMetres(from, to)?.toString() ?? null;
  return [mode, rowsOf(element).join(" "), distance.metres, distance.basis, direct, ...vehicle, wtw];
}

function Where({ element }: { element: FootprintElement }) {
  const t = useText();
  const name = (place: { name: string | null; gln: string | null }) => place.name ?? place.gln ?? t("footprint.place.unknown");
  if (element.kind === "hub") return <T id="claims.hub" values={{ place: name(element.at) }} />;
  return <T id="claims.way" values={{ from: name(element.from), to: name(element.to) }} />;
}

/**
 * Grams of an element, the way it went, how far and by whose word, how the grams are known, how full the vehicle was, and by which rows of the
 * factor table: one lorry is not another.
 */
function How({ element, isTyped = typedOf() }: { element: FootprintElement; isTyped?: Typed }) {
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
      {rowsOf(element).map((row) => (
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
