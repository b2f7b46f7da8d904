import { recallSummary, type RecallSummary } from "@waybill/protocol/schemas/api/recalls";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { Paged } from "../../entities/Paged.tsx";
import { SaveCsv } from "../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";
import { Escalated } from "./parts/Escalated.tsx";
import { RecallMark } from "./parts/RecallMark.tsx";

interface RecallListProps {
  /** Which recalls; see GET /api/recalls. */
  filter: Record<string, string>;
  hrefOf: (commitment: string) => string;
  empty: "recalls.empty" | "recalls.empty.asked" | "recalls.empty.own";
}

const HEADS = ["recall", "announced", "by", "reason", "risk", "state", "answer_by", "goods", "asked", "answered", "overdue"];

/** Recalls, newest first. */
export function RecallList({ filter, hrefOf, empty }: RecallListProps) {
  const t = useText();
  const to = "holder" in filter ? "holder" : "author" in filter ? "author" : "everybody";
  return (
    <Paged
      queryKey={[...keys.recalls, filter]}
      path="/api/recalls"
      query={filter}
      every={30_000}
      item={recallSummary}
      empty={<T id={empty} />}
    >
      {(recalls) => (
        <>
          <Table caption={t("recalls.title")} hideCaption>
            <thead>
              <tr>
                <Th>{t("recalls.reason")}</Th>
                <Th>{t("recalls.by")}</Th>
                <Th>{t("recalls.announced")}</Th>
                <Th>{t("recalls.answered")}</Th>
                <Th>{t("recalls.standing")}</Th>
              </tr>
            </thead>
            <tbody>
              {recalls.map((recall) => (
                <tr key={recall.commitment}>
                  <Td>
                    <a href={hrefOf(recall.commitment)} className="font-medium">
                      {recall.reason ?? t("recalls.reason.none")}
                    </a>
                  </Td>
                  <Td>
                    <PartyChip party={recall.author} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <RelativeTime time={recall.eventTime} />
                  </Td>
                  <Td className="tabular-nums">
                    <T id="recalls.answered.value" values={{ answered: recall.counts.answered, asked: recall.counts.asked }} />
                    {recall.counts.overdue > 0 && (
                      <span className="block text-fail">
                        <T id="recalls.overdue.value" values={{ count: recall.counts.overdue }} />
                      </span>
                    )}
                  </Td>
                  <Td>
                    <RecallMark state={recall.state} />
                    <Escalated recall={recall} to={to} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <SaveCsv name="recalls" heads={HEADS} rows={() => recalls.map(csvRow)} />
        </>
      )}
    </Paged>
  );
}

function csvRow({ commitment, eventTime, author, reason, risk, state, answerBy, counts }: RecallSummary) {
  return [
    ...[commitment, eventTime, author.name ?? author.account, reason, risk, state, answerBy],
    ...[counts.subjects, counts.asked, counts.answered, counts.overdue],
  ];
}
