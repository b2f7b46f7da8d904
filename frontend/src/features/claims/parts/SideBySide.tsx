import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import { referencesIn } from "@waybill/protocol/footprint/references-in";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { useIntl } from "react-intl";
import { HashChip } from "../../../entities/HashChip.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

/** What would have been beside what happened, element by element, and what is left between the two. */
export function SideBySide({ claim: { baseline, actual, transports, saving } }: { claim: ClaimView }) {
  const t = useText();
  const rows = actual.footprint.elements.map((element) => ({
    ...{ element, isClaimed: transports.includes(element.id) },
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
          {rows.map(({ element, otherwise, isClaimed }) => (
            <tr key={element.id} data-claimed={isClaimed}>
              <Td className="min-w-44 font-medium">
                <Where element={element} />
              </Td>
              <Td>{otherwise !== undefined && <How element={otherwise} />}</Td>
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
        heads={["element", "claimed", "baseline_mode", "baseline_factor", "baseline_grams", "actual_mode", "actual_factor", "actual_grams"]}
        rows={() =>
          rows.map(({ element, otherwise, isClaimed }) => [
            ...[element.id, isClaimed ? "yes" : "no", ...modeOf(otherwise), otherwise?.emissions.wtw ?? null],
            ...[...modeOf(element), element.emissions.wtw],
          ])
        }
      />
    </>
  );
}

const rowsOf = (element: FootprintElement) => referencesIn(element).map(({ row }) => row);

const modeOf = (element: FootprintElement | undefined) => [
  element?.kind === "transport" ? element.mode : null,
  element === undefined ? null : rowsOf(element).join(" "),
];

function Where({ element }: { element: FootprintElement }) {
  const t = useText();
  const name = (place: { name: string | null; gln: string | null }) => place.name ?? place.gln ?? t("footprint.place.unknown");
  if (element.kind === "hub") return <T id="claims.hub" values={{ place: name(element.at) }} />;
  return <T id="claims.way" values={{ from: name(element.from), to: name(element.to) }} />;
}

/** Grams of an element, the way it went, how far, how that is known, and by which rows of the factor table: one lorry is not another. */
function How({ element }: { element: FootprintElement }) {
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
        </span>
      )}
      <span className="block text-muted">
        <T id={`footprint.data.${calculation.data}`} />
      </span>
      {rowsOf(element).map((row) => (
        <code key={row} className="block text-sm text-muted">
          {row}
        </code>
      ))}
    </>
  );
}
