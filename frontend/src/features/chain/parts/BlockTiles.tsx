import type { ChainStatus } from "@waybill/protocol/schemas/api/system";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";

/** The four blocks that matter, from the newest to the one that was read. */
export function BlockTiles({ status }: { status: ChainStatus }) {
  return (
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
