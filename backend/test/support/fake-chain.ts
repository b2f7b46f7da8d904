import type { Anchoring, HistoryProof } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { ActorChain, ActorOnChain } from "../../src/modules/identity/identity.ports.ts";
import { chainNotRead } from "../../src/platform/chain-not-read.ts";
import type { CustodyOfUnits, StatementChain, StatementProgress } from "../../src/modules/traceability/traceability.ports.ts";

/** The chain's read model in memory: actors as registered, and whatever progress a test gives to statements. */
export interface FakeChain extends ActorChain, StatementChain {
  actorsByAccount: ActorChain["actorsByAccount"];
  actors: Map<Address, ActorOnChain>;
  progress: Map<Hex32, StatementProgress>;
  anchorings: Map<Hex32, Anchoring>;
  histories: Map<string, HistoryProof>;
  /** Business keys of the registrations that were asked for. */
  relayed: string[];
  /** Whether everything on chain was read, as far as is known. */
  isUpToDate: boolean;
}

export function createFakeChain(): FakeChain {
  const chain: FakeChain = {
    actors: new Map(),
    progress: new Map(),
    anchorings: new Map(),
    histories: new Map(),
    relayed: [],
    isUpToDate: true,
    actorsByAccount: async (_ctx, accounts) => only(chain.actors, accounts),
    async requireUpToDate() {
      if (!chain.isUpToDate) throw chainNotRead();
    },
    isWhole: async () => chain.isUpToDate,
    everyActor: async () => chain.actors,
    stateOf: async (_ctx, commitments) => only(chain.progress, commitments),
    anchoringsOf: async (_ctx, commitments) => only(chain.anchorings, commitments),
    historyProofs: async (_ctx, subjects) => subjects.flatMap((subject) => chain.histories.get(subject) ?? []),
    search: async () => [],
    async relayRegistration({ clock }, { key, account, roles }) {
      if (chain.relayed.includes(key)) return;
      chain.relayed.push(key);
      chain.actors.set(account, { roles, registeredAt: clock.now(), revokedAt: null, finality: "pending" });
    },
  };
  return chain;
}

/** Custody of nothing. */
export function createFakeCustody(): CustodyOfUnits {
  return { custodyOfSubjects: async () => [], custodyProofs: async () => [] };
}

function only<Key, Value>(all: ReadonlyMap<Key, Value>, keys: readonly Key[]): Map<Key, Value> {
  return new Map([...all].filter(([key]) => keys.includes(key)));
}
