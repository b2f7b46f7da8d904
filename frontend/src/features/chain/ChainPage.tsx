import { chainStatus, type ChainStatus } from "@waybill/protocol/schemas/api/system";
import { BlockChip } from "../../entities/ChainChips.tsx";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { InstantText, RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { useConfig } from "../../lib/api/use-config.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts } from "../../ui/Card.tsx";

const REFRESH_MILLISECONDS = 5000;

/** How far the chain is, how far we have read it, and what waits to be sent. */
export function ChainPage() {
  const t = useText();
  const config = useConfig().data;
  return (
    <>
      <PageTitle title={config?.chain.name ?? t("chain.title")}>
        <T id="chain.intro" />
      </PageTitle>
      <Fetched queryKey={keys.chain} path="/api/chain" schema={chainStatus} missing={<T id="chain.missing" />} every={REFRESH_MILLISECONDS}>
        {(status) => <Status status={status} contract={config?.contracts.supplyChain} />}
      </Fetched>
    </>
  );
}

function Status({ status, contract }: { status: ChainStatus; contract?: string }) {
  const { relayer, anchors } = status;
  return (
    <>
      {!status.reachable && (
        <Callout className="mb-6" tone="unknown" live title={<T id="chain.unreachable" />}>
          {status.unreachableSince !== null && (
            <p>
              <T id="chain.unreachable.since" values={{ time: <RelativeTime time={status.unreachableSince} /> }} />
            </p>
          )}
        </Callout>
      )}
      <dl className="grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-2 lg:grid-cols-4">
        {(["head", "safe", "final", "indexed"] as const).map((name) => (
          <div key={name} className="bg-surface p-5">
            <dt className="eyebrow">
              <T id={`chain.${name}`} />
            </dt>
            <Block block={status[name]} />
            <dd className="mt-1 text-sm text-muted">
              <T id={`chain.${name}.detail`} />
            </dd>
          </div>
        ))}
      </dl>
      <Facts className="mt-8">
        <Fact name={<T id="chain.lag" />}>
          {status.lagBlocks === null ? <T id="chain.unknown" /> : <T id="chain.lag.value" values={{ count: status.lagBlocks }} />}
        </Fact>
        <Fact name={<T id="chain.id" />}>{status.chainId}</Fact>
        {contract !== undefined && (
          <Fact name={<T id="chain.contract" />}>
            <AccountChip account={contract} />
          </Fact>
        )}
        <Fact name={<T id="chain.reorgs" />}>{status.reorgs}</Fact>
        <Fact name={<T id="chain.anchors" />}>
          <T id="chain.anchors.value" values={{ count: anchors.count, pending: anchors.pendingStatements }} />
        </Fact>
        <Fact name={<T id="chain.relayer" />}>
          <span className="flex flex-wrap items-center gap-3">
            <AccountChip account={relayer.address} />
            <T
              id="chain.relayer.value"
              values={{ queued: relayer.queued, sent: relayer.sent, balance: Number(BigInt(relayer.balanceWei) / 10n ** 14n) / 10_000 }}
            />
          </span>
        </Fact>
      </Facts>
    </>
  );
}

function Block({ block }: { block: ChainStatus["head"] }) {
  if (block === null) {
    return (
      <dd className="mt-1.5 text-lg text-muted">
        <T id="chain.unknown" />
      </dd>
    );
  }
  return (
    <dd className="mt-1.5">
      <BlockChip number={block.number} hash={block.hash} />
      <span className="mt-1 block text-sm">
        <InstantText time={block.timestamp} />
      </span>
    </dd>
  );
}
