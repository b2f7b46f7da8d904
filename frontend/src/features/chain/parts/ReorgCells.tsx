import type { ReorgView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

export function Depth({ depth }: Pick<ReorgView, "depth">) {
  return <T id="chain.reorgs.depth.value" values={{ count: depth }} />;
}

export function Left({ from }: Pick<ReorgView, "from">) {
  return <BlockChip number={from.number} hash={from.hash} />;
}

export function Reached({ to }: Pick<ReorgView, "to">) {
  return to === null ? <T id="chain.unknown" /> : <BlockChip number={to} />;
}

export function Ancestor({ ancestor }: Pick<ReorgView, "ancestor">) {
  return ancestor === null ? <T id="chain.reorgs.ancestor.none" /> : <BlockChip number={ancestor} />;
}

export function Changed({ logsRemoved, logsAdded }: Pick<ReorgView, "logsRemoved" | "logsAdded">) {
  return <T id="chain.reorgs.changed.value" values={{ removed: logsRemoved, added: logsAdded }} />;
}

/** Whether it undid what counted as final. */
export function BelowFinal({ belowFinal }: Pick<ReorgView, "belowFinal">) {
  return (
    <StatusMark tone={belowFinal ? "failed" : "neutral"} plain>
      <T id={belowFinal ? "chain.reorgs.below.yes" : "chain.reorgs.below.no"} />
    </StatusMark>
  );
}
