import { formatGrams } from "@waybill/protocol/measures/grams";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { AccountChip } from "../../../entities/PartyChip.tsx";
import { SendReview } from "../../../entities/sending/SendReview.tsx";
import { useActor } from "../../../lib/api/use-actor.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact } from "../../../ui/Card.tsx";
import { transferCall } from "../model/calls.ts";
import type { Transfer } from "../model/transfer-draft.ts";
import type { Line } from "../parts/BatchField.tsx";

interface TransferReviewProps {
  transfer: Transfer;
  line: Line;
  chain: CarbonChain;
  rpcUrl: string;
  onBack: () => void;
  onSent: (hash: string) => void;
}

/** Who gets how much, what remains and what it costs; then the wallet, which sends it. */
export function TransferReview({ transfer, line, chain, ...rest }: TransferReviewProps) {
  const receiver = useActor(transfer.to).data?.party.name ?? transfer.to;
  return (
    <SendReview
      {...rest}
      call={transferCall(transfer)}
      from={transfer.from}
      to={chain.token}
      sentence={<T id="transfer.sentence" values={{ grams: formatGrams(transfer.grams), receiver, year: String(line.vintage) }} />}
      facts={
        <>
          <Fact name={<T id="retire.remains" />}>
            <span className="tabular-nums" data-testid="remains">
              <T
                id="retire.remains.text"
                values={{ after: formatGrams(BigInt(line.held) - transfer.grams), before: formatGrams(BigInt(line.held)) }}
              />
            </span>
          </Fact>
          <Fact name={<T id="transfer.to" />}>
            <AccountChip account={transfer.to} copy />
          </Fact>
        </>
      }
    />
  );
}
