import { useQuery } from "@tanstack/react-query";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { RpcError } from "@waybill/protocol/verify/rpc/json-rpc";
import { AccountChip } from "../../../entities/PartyChip.tsx";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { useActor } from "../../../lib/api/use-actor.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { requestTo } from "../../../lib/node-request.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { callOf, type Transfer } from "../model/transfer-draft.ts";
import type { Line } from "../parts/BatchField.tsx";
import { estimateFee } from "./ask-node.ts";

interface TransferReviewProps {
  transfer: Transfer;
  line: Line;
  chain: CarbonChain;
  rpcUrl: string;
  onBack: () => void;
  onSent: (hash: string) => void;
}

/** Who gets how much, what remains and what it costs; then the wallet, which sends it. */
export function TransferReview({ transfer, line, chain, rpcUrl, onBack, onSent }: TransferReviewProps) {
  const { sendTransaction } = useSigner();
  const receiver = useActor(transfer.to).data?.party.name ?? transfer.to;
  const call = { from: transfer.from, to: chain.token, data: callOf(transfer) };
  const fee = useQuery({
    queryKey: ["transfer-fee", call.from, call.data, rpcUrl],
    queryFn: () => estimateFee(requestTo(rpcUrl), call),
    retry: false,
  });
  const isRefused = fee.error instanceof RpcError;
  const lacks = fee.data !== undefined && fee.data.balanceWei < fee.data.feeWei;
  async function send() {
    const hash = await sendTransaction({ to: call.to, data: call.data });
    if (hash !== null) onSent(hash);
  }
  return (
    <div className="space-y-8">
      <blockquote className="rounded-xl border-l-4 border-accent bg-accent-soft px-5 py-4 font-serif text-lg">
        <T id="transfer.sentence" values={{ grams: formatGrams(transfer.grams), receiver, year: String(line.vintage) }} />
      </blockquote>
      <Facts>
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
        <Fact name={<T id="signing.cost" />}>
          {fee.data === undefined ? (
            <T id={fee.isError ? "transfer.fee.unknown" : "transfer.fee.asking"} />
          ) : (
            <T id="transfer.fee" values={{ fee: <WeiText wei={fee.data.feeWei.toString()} /> }} />
          )}
        </Fact>
      </Facts>
      <Disclosure summary={<T id="signing.data" />}>
        <Facts>
          <Fact name={<T id="signing.contract" />}>
            <AccountChip account={chain.token} copy />
          </Fact>
          <Fact name={<T id="transfer.call" />}>
            <code className="font-mono text-sm break-all">
              {`safeTransferFrom(${transfer.from}, ${transfer.to}, ${BigInt(transfer.batch)}, ${transfer.grams}, 0x)`}
            </code>
          </Fact>
        </Facts>
      </Disclosure>
      {fee.isPending && <Skeleton lines={1} label="" />}
      {fee.isError && (
        <Callout tone={isRefused ? "failed" : "unknown"} live title={<T id={isRefused ? "transfer.would-fail" : "transfer.node.silent"} />}>
          <p className="break-words">{fee.error.message}</p>
          {!isRefused && (
            <Button busy={fee.isFetching} onClick={() => void fee.refetch()}>
              <T id="error.retry" />
            </Button>
          )}
        </Callout>
      )}
      {lacks && (
        <Callout tone="failed" live title={<T id="transfer.no-ether" />}>
          <T id="transfer.no-ether.text" />
        </Callout>
      )}
      {fee.data !== undefined && !lacks ? (
        <SigningActions label={<T id="transfer.send" />} onSign={() => void send()}>
          <Button look="quiet" onClick={onBack}>
            <T id="compose.back" />
          </Button>
        </SigningActions>
      ) : (
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      )}
    </div>
  );
}
