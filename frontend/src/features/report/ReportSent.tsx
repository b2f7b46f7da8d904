import type { ReportReceipt } from "@waybill/protocol/schemas/api/reports";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";

/** The number to keep, and whom the report went to. */
export function ReportSent({ receipt }: { receipt: ReportReceipt }) {
  const t = useText();
  return (
    <Callout tone="neutral" live title={<T id="report.sent" />}>
      <p className="flex flex-wrap items-center gap-2">
        <T id="report.sent.number" />
        <strong data-report-number className="font-mono text-lg">
          {receipt.number}
        </strong>
        <CopyButton text={receipt.number} label={t("report.copy")} copiedLabel={t("chip.copied")} />
      </p>
      <p>
        <T id="report.sent.keep" />
      </p>
      <p className="flex flex-wrap items-center gap-2">
        <T id="report.sent.to" />
        {receipt.parties.map((party) => (
          <PartyChip key={party.account} party={party} />
        ))}
      </p>
    </Callout>
  );
}
