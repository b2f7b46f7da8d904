import type { RecallSimulation } from "@waybill/protocol/schemas/api/recalls";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { Goods } from "./Goods.tsx";

/** Who may have some of the goods. */
export function HoldersTable({ holders }: { holders: RecallSimulation["holders"] }) {
  const t = useText();
  const rows = () =>
    holders.flatMap(({ party, subjects, lastReportAt }) =>
      subjects.map((subject) => [party.account, party.name, party.gln, subject, lastReportAt]),
    );
  if (holders.length === 0) {
    return (
      <p className="text-muted">
        <T id="recalls.holders.none" />
      </p>
    );
  }
  return (
    <>
      <Table caption={t("recalls.holders")} hideCaption>
        <thead>
          <tr>
            <Th>{t("recalls.holder")}</Th>
            <Th>{t("recalls.goods")}</Th>
            <Th>{t("recalls.last-report")}</Th>
          </tr>
        </thead>
        <tbody>
          {holders.map(({ party, subjects, lastReportAt }) => (
            <tr key={party.account}>
              <Td>
                <PartyChip party={party} />
              </Td>
              <Td>
                <Goods subjects={subjects} />
              </Td>
              <Td className="whitespace-nowrap">
                {lastReportAt === null ? <T id="recalls.never" /> : <RelativeTime time={lastReportAt} />}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv name="recall-holders" heads={["account", "name", "gln", "subject", "last_report"]} rows={rows} />
    </>
  );
}
