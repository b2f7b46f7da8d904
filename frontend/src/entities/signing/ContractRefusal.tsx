import { lazy, Suspense, type ReactNode } from "react";

const LazyContractWords = lazy(async () => ({ default: (await import("./ContractWords.tsx")).ContractWords }));

interface ContractRefusalProps {
  /** What the contract answered, see `revertDataOf`; null when it was no contract. */
  revert: `0x${string}` | null;
  /** The words of the node or the wallet, where there are none of ours. */
  otherwise: ReactNode;
}

/** Why a contract would not do something, in plain words. */
export function ContractRefusal({ revert, otherwise }: ContractRefusalProps) {
  const plain = <p className="break-words">{otherwise}</p>;
  if (revert === null) return plain;
  return (
    <Suspense fallback={plain}>
      <LazyContractWords revert={revert} otherwise={otherwise} />
    </Suspense>
  );
}
