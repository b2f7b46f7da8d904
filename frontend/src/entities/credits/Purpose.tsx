import type { RetirementView } from "@waybill/protocol/schemas/api/credits";
import { useIntl } from "react-intl";
import { HashChip } from "../HashChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";

interface PurposeProps {
  of: Pick<RetirementView, "shipment" | "periodStart" | "periodEnd" | "country" | "note">;
  corrections?: RetirementView["corrections"];
}

/** For what grams were retired, in the words of whoever did it, and what they said of it afterwards. */
export function Purpose({ of: { shipment, periodStart, periodEnd, country, note }, corrections = [] }: PurposeProps) {
  const t = useText();
  const intl = useIntl();
  const day = (seconds: number) => intl.formatDate(new Date(seconds * 1_000), { dateStyle: "medium", timeZone: "UTC" });
  const parts = [
    note !== "" && <span className="break-words">“{note}”</span>,
    shipment !== null && <HashChip hash={shipment} kind={t("carbon.shipment")} />,
    periodEnd !== 0 && <T id="carbon.period" values={{ start: day(periodStart), end: day(periodEnd) }} />,
    country !== null && (intl.formatDisplayName(country, { type: "region" }) ?? country),
  ].filter((part) => part !== false);
  return (
    <>
      {parts.length === 0 && (
        <span className="text-muted">
          <T id="carbon.for.nothing" />
        </span>
      )}
      <ul className="space-y-1">
        {parts.map((part, index) => (
          <li key={index}>{part}</li>
        ))}
        {corrections.map(({ correction, transactionHash }) => (
          <li key={transactionHash}>
            <T id="carbon.correction" values={{ correction }} />
          </li>
        ))}
      </ul>
    </>
  );
}
