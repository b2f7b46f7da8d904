import { anchorView } from "@waybill/protocol/schemas/api/traceability";
import { AnchorChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { StateMark } from "../../entities/Marks.tsx";
import { Paged } from "../../entities/Paged.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";

/** The contract's log: every batch root, newest first. */
export function AnchorsPage() {
  const t = useText();
  return (
    <>
      <PageTitle title={t("anchors.title")}>
        <T id="anchors.intro" />
      </PageTitle>
      <Paged queryKey={[...keys.anchors, "list"]} path="/api/anchors" item={anchorView} empty={<T id="anchors.empty" />}>
        {(anchors) => (
          <Table caption={t("anchors.title")} hideCaption>
            <thead>
              <tr>
                <Th>{t("anchors.anchor")}</Th>
                <Th>{t("anchors.time")}</Th>
                <Th>{t("anchors.author")}</Th>
                <Th>{t("anchors.root")}</Th>
                <Th>{t("anchors.holds")}</Th>
                <Th>{t("anchors.state")}</Th>
                <Th>{t("anchors.transaction")}</Th>
              </tr>
            </thead>
            <tbody>
              {anchors.map((anchor) => (
                <tr key={anchor.index}>
                  <Td>
                    <AnchorChip index={anchor.index} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <RelativeTime time={anchor.timestamp} />
                  </Td>
                  <Td>
                    <PartyChip party={anchor.author} />
                  </Td>
                  <Td>
                    <HashChip hash={anchor.root} kind={t("chip.root")} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    {anchor.batch === null ? (
                      <T id={anchor.isCheckpoint ? "anchors.checkpoint" : "anchors.foreign"} />
                    ) : (
                      <T id="anchors.statements" values={{ count: anchor.batch.statements }} />
                    )}
                  </Td>
                  <Td className="whitespace-nowrap">
                    <StateMark state={anchor.finality} plain />
                  </Td>
                  <Td>
                    <TransactionChip hash={anchor.transactionHash} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Paged>
    </>
  );
}
