import { useQuery } from "@tanstack/react-query";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { RpcError } from "@waybill/protocol/verify/rpc/json-rpc";
import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { requestTo } from "../../lib/node-request.ts";
import { revertDataOf } from "../../lib/signing/revert-data.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts } from "../../ui/Card.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { AccountChip } from "../PartyChip.tsx";
import { ContractRefusal } from "../signing/ContractRefusal.tsx";
import { SigningActions } from "../signing/SigningActions.tsx";
import { WeiText } from "../WeiText.tsx";
import { estimateFee } from "./ask-node.ts";

/** A call of a contract that a wallet sends: its data, and the same as people read it. */
export interface ContractCall {
  data: `0x${string}`;
  text: string;
}

interface SendReviewProps {
  call: ContractCall;
  from: Address;
  /** The contract. */
  to: Address;
  /** Node that goes through the transaction first. */
  rpcUrl: string;
  /** What it means, in plain words. */
  sentence: ReactNode;
  /** Facts beside the fee. */
  facts: ReactNode;
  /** What has to be done before the wallet can send it; stands where the button to send would. */
  before?: ReactNode;
  onBack: () => void;
  /** The wallet sent it under this hash. */
  onSent: (hash: string) => void;
}

/** The last look at a transaction that the reader's own wallet sends: what it means, what it costs, and what the contract would say. */
export function SendReview({ call, from, to, rpcUrl, sentence, facts, before, onBack, onSent }: SendReviewProps) {
  const { sendTransaction } = useSigner();
  const transaction = { from, to, data: call.data };
  const fee = useQuery({
    queryKey: ["fee", from, to, call.data, rpcUrl],
    queryFn: () => estimateFee(requestTo(rpcUrl), transaction),
    retry: false,
  });
  const isRefused = fee.error instanceof RpcError;
  const lacks = fee.data !== undefined && fee.data.balanceWei < fee.data.feeWei;
  async function send() {
    const hash = await sendTransaction({ to: transaction.to, data: transaction.data });
    if (hash !== null) onSent(hash);
  }
  const back = (
    <Button look="quiet" onClick={onBack}>
      <T id="compose.back" />
    </Button>
  );
  return (
    <div className="space-y-8">
      <blockquote className="rounded-xl border-l-4 border-accent bg-accent-soft px-5 py-4 font-serif text-lg">{sentence}</blockquote>
      <Facts>
        {facts}
        <Fact name={<T id="signing.cost" />}>
          {fee.data === undefined ? (
            <T id={fee.isError ? "send.fee.unknown" : "send.fee.asking"} />
          ) : (
            <T id="send.fee" values={{ fee: <WeiText wei={fee.data.feeWei.toString()} /> }} />
          )}
        </Fact>
      </Facts>
      <Disclosure summary={<T id="signing.data" />}>
        <Facts>
          <Fact name={<T id="signing.contract" />}>
            <AccountChip account={to} copy />
          </Fact>
          <Fact name={<T id="send.call" />}>
            <code className="font-mono text-sm break-all">{call.text}</code>
          </Fact>
        </Facts>
      </Disclosure>
      {fee.isPending && <Skeleton lines={1} label="" />}
      {fee.isError && (
        <Callout tone={isRefused ? "failed" : "unknown"} live title={<T id={isRefused ? "send.would-fail" : "send.node.silent"} />}>
          <ContractRefusal revert={revertDataOf(fee.error)} otherwise={fee.error.message} />
          {!isRefused && (
            <Button busy={fee.isFetching} onClick={() => void fee.refetch()}>
              <T id="error.retry" />
            </Button>
          )}
        </Callout>
      )}
      {lacks && (
        <Callout tone="failed" live title={<T id="send.no-ether" />}>
          <T id="send.no-ether.text" />
        </Callout>
      )}
      {fee.data === undefined || lacks
        ? back
        : (before ?? (
            <SigningActions label={<T id="send.go" />} onSign={() => void send()}>
              {back}
            </SigningActions>
          ))}
    </div>
  );
}
