import { anchorView, type AnchorView } from "@waybill/protocol/schemas/api/traceability";
import { BlockChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { StateMark } from "../../entities/Marks.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Fact, Facts, Section } from "../../ui/Card.tsx";
import { BatchRecomputation } from "./BatchRecomputation.tsx";

export function AnchorPage({ index }: { index: string }) {
  const t = useText();
  return (
    <>
      <PageTitle eyebrow={<T id="anchor.eyebrow" />} title={t("chip.anchor", { index })} />
      <Fetched
        queryKey={keys.anchor(Number(index))}
        path={`/api/anchors/${encodeURIComponent(index)}`}
        schema={anchorView}
        missing={<T id="anchor.missing" />}
      >
        {(anchor) => <AnchorDetails anchor={anchor} />}
      </Fetched>
    </>
  );
}

function AnchorDetails({ anchor }: { anchor: AnchorView }) {
  const t = useText();
  const { batch } = anchor;
  return (
    <>
      <Facts>
        <Fact name={<T id="anchors.root" />}>
          <HashChip hash={anchor.root} kind={t("chip.root")} />
        </Fact>
        <Fact name={<T id="anchors.author" />}>
          <PartyChip party={anchor.author} copy />
        </Fact>
        <Fact name={<T id="anchors.time" />}>
          <InstantText time={anchor.timestamp} />
        </Fact>
        <Fact name={<T id="anchors.state" />}>
          <StateMark state={anchor.finality} />
        </Fact>
        <Fact name={<T id="anchors.transaction" />}>
          <span className="flex flex-wrap items-center gap-2">
            <TransactionChip hash={anchor.transactionHash} />
            <BlockChip number={anchor.blockNumber} hash={anchor.blockHash} />
          </span>
        </Fact>
        {anchor.gasUsed !== null && (
          <Fact name={<T id="anchor.gas" />}>
            <T id="anchor.gas.value" values={{ gas: anchor.gasUsed }} />
          </Fact>
        )}
        {batch !== null && (
          <Fact name={<T id="anchor.previous" />}>
            <HashChip hash={batch.previousRoot} kind={t("chip.root")} />
          </Fact>
        )}
      </Facts>
      {batch === null ? (
        <p className="mt-8 text-muted">
          <T id={anchor.isCheckpoint ? "anchor.checkpoint" : "anchor.foreign"} />
        </p>
      ) : (
        <Section
          id="batch"
          title={<T id="anchor.batch" />}
          intro={
            <T
              id="anchor.batch.intro"
              values={{ leaves: batch.leaves, statements: batch.statements, histories: batch.leaves - batch.statements - 1 }}
            />
          }
        >
          <BatchRecomputation root={anchor.root} commitments={batch.commitments} />
        </Section>
      )}
    </>
  );
}
