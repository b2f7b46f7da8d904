import { decodeErrorResult } from "viem";
import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { ContractErrorName } from "viem";
import type { ProblemDefinition } from "../../platform/errors.ts";
import { CHAIN_PROBLEMS } from "./chain.errors.ts";
import type { RelayedTransaction } from "./relayer/transactions.store.ts";

type ErrorName =
  ContractErrorName<typeof supplyChainAbi> | ContractErrorName<typeof carbonTokenAbi> | ContractErrorName<typeof accessManagerAbi>;

/** Every custom error of the contracts and of the AccessManager, which they ask, and the problem that it becomes. A test holds the table against the ABI. */
export const REVERTS: Readonly<Record<ErrorName, Readonly<ProblemDefinition>>> = Object.freeze({
  AccessManagedInvalidAuthority: CHAIN_PROBLEMS.notPermitted,
  AccessManagedRequiredDelay: CHAIN_PROBLEMS.notPermitted,
  AccessManagedUnauthorized: CHAIN_PROBLEMS.notPermitted,
  AccessManagerAlreadyScheduled: CHAIN_PROBLEMS.notPermitted,
  AccessManagerBadConfirmation: CHAIN_PROBLEMS.notPermitted,
  AccessManagerExpired: CHAIN_PROBLEMS.notPermitted,
  AccessManagerInvalidInitialAdmin: CHAIN_PROBLEMS.reverted,
  AccessManagerLockedFunction: CHAIN_PROBLEMS.notPermitted,
  AccessManagerLockedRole: CHAIN_PROBLEMS.notPermitted,
  AccessManagerNotReady: CHAIN_PROBLEMS.notPermitted,
  AccessManagerNotScheduled: CHAIN_PROBLEMS.notPermitted,
  AccessManagerUnauthorizedAccount: CHAIN_PROBLEMS.notPermitted,
  AccessManagerUnauthorizedCall: CHAIN_PROBLEMS.notPermitted,
  AccessManagerUnauthorizedCancel: CHAIN_PROBLEMS.notPermitted,
  AccessManagerUnauthorizedConsume: CHAIN_PROBLEMS.notPermitted,
  AddressEmptyCode: CHAIN_PROBLEMS.reverted,
  ActorRegistryNoRoles: CHAIN_PROBLEMS.invalidActor,
  ActorRegistryRevoked: CHAIN_PROBLEMS.revokedActor,
  ActorRegistryUnknown: CHAIN_PROBLEMS.unknownActor,
  ActorRegistryZeroAccount: CHAIN_PROBLEMS.invalidActor,
  AnchorLogEmptyRoot: CHAIN_PROBLEMS.emptyRoot,
  CarbonTokenAlreadyClaimed: CHAIN_PROBLEMS.alreadyClaimed,
  CarbonTokenExceedsDeficit: CHAIN_PROBLEMS.notEnoughGrams,
  CarbonTokenExceedsStanding: CHAIN_PROBLEMS.notEnoughGrams,
  CarbonTokenInvalidBufferShare: CHAIN_PROBLEMS.invalidIssuance,
  CarbonTokenInvalidCountry: CHAIN_PROBLEMS.invalidRetirement,
  CarbonTokenInvalidPeriod: CHAIN_PROBLEMS.invalidRetirement,
  CarbonTokenInvalidSerials: CHAIN_PROBLEMS.invalidIssuance,
  CarbonTokenInvalidSignature: CHAIN_PROBLEMS.invalidSignature,
  CarbonTokenInvalidVintage: CHAIN_PROBLEMS.invalidIssuance,
  CarbonTokenLapsed: CHAIN_PROBLEMS.lapsed,
  CarbonTokenNoAmount: CHAIN_PROBLEMS.invalidRetirement,
  CarbonTokenNoBeneficiary: CHAIN_PROBLEMS.invalidRetirement,
  CarbonTokenNotBacked: CHAIN_PROBLEMS.notEnoughGrams,
  CarbonTokenNotBeneficiary: CHAIN_PROBLEMS.invalidRetirement,
  CarbonTokenNotVerifier: CHAIN_PROBLEMS.notVerifier,
  CarbonTokenPaused: CHAIN_PROBLEMS.carbonPaused,
  CarbonTokenSerialsTaken: CHAIN_PROBLEMS.serialsTaken,
  CarbonTokenTextTooLong: CHAIN_PROBLEMS.invalidRetirement,
  CarbonTokenUnknownBatch: CHAIN_PROBLEMS.unknownBatch,
  CarbonTokenVerificationWithdrawn: CHAIN_PROBLEMS.verificationWithdrawn,
  CarbonTokenVerifierIsHolder: CHAIN_PROBLEMS.verifierNotIndependent,
  CarbonTokenVerifierIsIssuer: CHAIN_PROBLEMS.verifierNotIndependent,
  CustodyAlreadyOpened: CHAIN_PROBLEMS.unitTaken,
  CustodyAlreadyRecorded: CHAIN_PROBLEMS.noEquivocation,
  CustodyInvalidReceiver: CHAIN_PROBLEMS.invalidReceiver,
  CustodyInvalidSignature: CHAIN_PROBLEMS.invalidSignature,
  CustodyLapsed: CHAIN_PROBLEMS.lapsed,
  CustodyNoContradiction: CHAIN_PROBLEMS.noEquivocation,
  CustodyNoUnits: CHAIN_PROBLEMS.noUnits,
  CustodyNotAbout: CHAIN_PROBLEMS.noEquivocation,
  CustodyNotHolder: CHAIN_PROBLEMS.notHolder,
  CustodyNotOpen: CHAIN_PROBLEMS.unitNotOpen,
  CustodyNotParty: CHAIN_PROBLEMS.noEquivocation,
  ERC1155InsufficientBalance: CHAIN_PROBLEMS.notEnoughGrams,
  ERC1155InvalidApprover: CHAIN_PROBLEMS.invalidTokenMove,
  ERC1155InvalidArrayLength: CHAIN_PROBLEMS.invalidTokenMove,
  ERC1155InvalidOperator: CHAIN_PROBLEMS.invalidTokenMove,
  ERC1155InvalidReceiver: CHAIN_PROBLEMS.invalidTokenMove,
  ERC1155InvalidSender: CHAIN_PROBLEMS.invalidTokenMove,
  ERC1155MissingApprovalForAll: CHAIN_PROBLEMS.invalidTokenMove,
  FailedCall: CHAIN_PROBLEMS.reverted,
  InsufficientBalance: CHAIN_PROBLEMS.reverted,
  InvalidShortString: CHAIN_PROBLEMS.reverted,
  SafeCastOverflowedUintDowncast: CHAIN_PROBLEMS.reverted,
  StringTooLong: CHAIN_PROBLEMS.reverted,
});

const ABI = [...supplyChainAbi, ...carbonTokenAbi, ...accessManagerAbi];

export interface DecodedRevert {
  problem: Readonly<ProblemDefinition>;
  /** The error as the contract gave it, e.g. `CustodyLapsed(1700000000, 1700000060)`. */
  detail: string;
}

/** What a revert means for the caller. Errors of other contracts, and reverts without data, stay "reverted". */
export function decodeRevert(data: `0x${string}`): DecodedRevert {
  try {
    const { errorName, args } = decodeErrorResult({ abi: ABI, data });
    const problem: Readonly<ProblemDefinition> | undefined = (REVERTS as Readonly<Record<string, Readonly<ProblemDefinition>>>)[errorName];
    return { problem: problem ?? CHAIN_PROBLEMS.reverted, detail: `${errorName}(${(args ?? []).map(String).join(", ")})` };
  } catch {
    return { problem: CHAIN_PROBLEMS.reverted, detail: data === "0x" ? "The contract gave no reason." : `Unknown revert ${data}` };
  }
}

/** Why a relayed transaction failed, in a sentence with the contract's own words behind it; null when it did not. */
export function reasonOf({ problem }: Pick<RelayedTransaction, "problem">): string | null {
  if (problem === null) return null;
  const title = Object.values(CHAIN_PROBLEMS).find(({ code }) => code === problem.code)?.title ?? CHAIN_PROBLEMS.reverted.title;
  return `${title} ${problem.detail}`;
}
