import type { ReactNode } from "react";
import { contractErrorOf } from "../../lib/signing/contract-error.ts";
import { T } from "../../lib/i18n/text.tsx";

/** The words for what a contract refused with, and below them the contract's own. Brings the errors of all contracts: loaded when one refuses. */
export function ContractWords({ revert, otherwise }: { revert: `0x${string}`; otherwise: ReactNode }) {
  const error = contractErrorOf(revert);
  if (error === null)
    return (
      <>
        <p>
          <T id="contract.unknown" />
        </p>
        <p className="text-sm break-words">{otherwise}</p>
      </>
    );
  return (
    <>
      <p>
        <T id={`contract.${error.name}`} />
      </p>
      <p className="font-mono text-sm break-all text-muted">{error.text}</p>
    </>
  );
}
