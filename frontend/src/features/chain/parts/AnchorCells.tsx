import type { AnchorCost } from "@waybill/protocol/schemas/api/chain-status";
import { AnchorChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Duration } from "./Duration.tsx";

export function Wei({ wei }: { wei: string | null }) {
  return wei === null ? "–" : <WeiText wei={wei} />;
}

export function Delay({ seconds }: { seconds: number | null }) {
  return seconds === null ? "–" : <Duration seconds={seconds} />;
}

export function AnchorInTransaction({ index, transactionHash }: Pick<AnchorCost, "index" | "transactionHash">) {
  return (
    <>
      <AnchorChip index={index} />
      <span className="mt-1 block">
        <TransactionChip hash={transactionHash} />
      </span>
    </>
  );
}

/** How many statements it holds; of somebody else's nobody here knows. */
export function Holds({ statements }: Pick<AnchorCost, "statements">) {
  return statements === null ? <T id="anchors.foreign" /> : <T id="anchors.statements" values={{ count: statements }} />;
}

export function CostWithGas({ costWei, gasUsed }: Pick<AnchorCost, "costWei" | "gasUsed">) {
  return (
    <>
      <Wei wei={costWei} />
      {gasUsed !== null && (
        <span className="block whitespace-nowrap text-muted">
          <T id="chain.costs.gas" values={{ gas: gasUsed }} />
        </span>
      )}
    </>
  );
}
