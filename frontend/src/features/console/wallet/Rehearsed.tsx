import type { Address } from "@waybill/protocol/schemas/primitives";
import { RpcError, type RpcRequest } from "@waybill/protocol/verify/rpc/json-rpc";
import { useQuery } from "@tanstack/react-query";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";
import { estimateFee } from "../../../entities/sending/ask-node.ts";
import { ContractRefusal } from "../../../entities/signing/ContractRefusal.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { revertDataOf } from "../../../lib/signing/revert-data.ts";
import { StatusMark } from "../../../ui/StatusMark.tsx";

/** How a transaction would be sent. */
export interface Sending {
  to: Address;
  call: ContractCall;
  /** It is announced, and done later; 0 where it is done at once. */
  delaySeconds: number;
}

interface RehearsedProps {
  wallet: Address;
  /** Tells the calls apart. */
  name: string;
  way: () => Promise<Sending>;
  request: RpcRequest;
}

/** What the contract would say to one transaction of several, by the node. */
export function Rehearsed({ wallet, name, way, request }: RehearsedProps) {
  const { data, error } = useQuery({
    queryKey: ["rehearsed", wallet, name],
    queryFn: async () => {
      const { to, call, delaySeconds } = await way();
      await estimateFee(request, { from: wallet, to, data: call.data });
      return { minutes: Math.ceil(delaySeconds / 60) };
    },
    retry: false,
    // As it is now: a minute ago it may have been otherwise.
    gcTime: 0,
  });
  if (data !== undefined)
    return (
      <StatusMark tone="passed" plain>
        <T id={data.minutes === 0 ? "console.wallet.would" : "console.wallet.would-later"} values={data} />
      </StatusMark>
    );
  if (error === null)
    return (
      <StatusMark tone="pending" plain>
        <T id="console.wallet.asking" />
      </StatusMark>
    );
  return (
    <div>
      <StatusMark tone={error instanceof RpcError ? "failed" : "unknown"} plain>
        <T id={error instanceof RpcError ? "console.wallet.would-not" : "send.node.silent"} />
      </StatusMark>
      <div className="text-muted">
        <ContractRefusal revert={revertDataOf(error)} otherwise={error.message} />
      </div>
    </div>
  );
}
