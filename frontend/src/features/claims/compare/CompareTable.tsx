import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { HashChip } from "../../../entities/HashChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import type { Compared } from "./compared.ts";
import { How, Where } from "./ElementSide.tsx";

interface CompareProps {
  claim: ClaimView;
  compared: readonly Compared[];
}

/** Both sides as columns. */
export function CompareTable({ claim: { baseline, actual, saving }, compared }: CompareProps) {
  const t = useText();
  return (
    <Table caption={t("claims.compare.table")} hideCaption>
      <thead>
        <tr>
          <Th>{t("claims.element")}</Th>
          <Th>{t("claims.baseline")}</Th>
          <Th>{t("claims.actual")}</Th>
          <Th>{t("claims.part")}</Th>
        </tr>
      </thead>
      <tbody>
        {compared.map(({ element, otherwise, isTyped, isClaimed }) => (
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
  );
}
