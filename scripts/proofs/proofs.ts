export interface Proof {
  /** File, by its path in the project, and the contract in it. */
  file: string;
  contract: string;
  /** How many assertions it makes: fewer proved ones mean that something was not looked at. */
  assertions: number;
}

export const PROOFS: readonly Proof[] = [{ file: "contracts/proofs/BatchesProof.sol", contract: "BatchesProof", assertions: 10 }];
