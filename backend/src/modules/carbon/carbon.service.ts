import { computeFootprint, ImplausibleChain } from "@waybill/protocol/footprint/compute-footprint";
import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { factorTableHash, footprintHash } from "@waybill/protocol/footprint/hashes";
import { factorsOf } from "@waybill/protocol/footprint/factors";
import { compareChains, type Saving } from "@waybill/protocol/footprint/saving";
import type { TransportChain } from "@waybill/protocol/footprint/transport-chain";
import { changedChain, type TransportChange } from "@waybill/protocol/footprint/what-if";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { type ProblemDefinition, ProblemError } from "../../platform/errors.ts";
import type { CustodyOfUnits } from "../traceability/traceability.queries.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";
import { findChain } from "./chain-source.ts";
import { factorTablesNamed, storeFactorTable } from "./factor-tables.store.ts";
import { latestFootprint, lockSubject, storeFootprint } from "./footprints.store.ts";

export interface CarbonService {
  /** The footprint of goods as statements have it now. It names the latest that is kept as preceding, unless it is the same. Nothing is stored. */
  compute(ctx: Ctx, subject: Subject, tables: readonly Hex32[]): Promise<Footprint>;
  /** Keeps it and lets it, and the tables that it uses, be anchored. Doing so again without a change keeps nothing new. */
  keep(ctx: Ctx, account: Address, subject: Subject, tables: readonly Hex32[]): Promise<Hex32>;
  /** The same goods on other ways, and what that would save. Nothing is stored. */
  whatIf(
    ctx: Ctx,
    subject: Subject,
    tables: readonly Hex32[],
    changes: readonly TransportChange[],
  ): Promise<{ baseline: Footprint; alternative: Footprint; saving: Saving }>;
}

export function createCarbonService({ custody }: { custody: CustodyOfUnits }): CarbonService {
  async function compute(ctx: Ctx, subject: Subject, hashes: readonly Hex32[]): Promise<Footprint> {
    const tables = await factorTablesNamed(ctx, hashes);
    const { chain } = await findChain(ctx, custody, subject, tables);
    const latest = await latestFootprint(ctx, subject);
    const now = ctx.clock.now();
    if (latest === undefined) return computed(chain, tables, now);
    const same = computed({ ...chain, preceding: latest.footprint.preceding }, tables, now);
    return footprintHash(same) === latest.hash ? same : computed({ ...chain, preceding: latest.hash }, tables, now);
  }

  return {
    compute,
    async keep(ctx, account, subject, hashes) {
      await lockSubject(ctx, subject);
      const footprint = await compute(ctx, subject, hashes);
      // Whoever chooses the factors speaks of transports that others answer for.
      if (!footprint.scope3.some((share) => share.account === account)) throw new ProblemError(CARBON_PROBLEMS.notAParty);
      const used = new Set(footprint.tables.map(({ hash }) => hash));
      for (const table of await factorTablesNamed(ctx, hashes)) {
        if (used.has(factorTableHash(table))) await storeFactorTable(ctx, account, table);
      }
      return storeFootprint(ctx, account, footprint);
    },
    async whatIf(ctx, subject, hashes, changes) {
      const tables = await factorTablesNamed(ctx, hashes);
      const { chain } = await findChain(ctx, custody, subject, tables);
      const changed = changedChain(chain, changes, factorsOf(tables));
      if (changed.problems !== undefined) throw new ProblemError(CARBON_PROBLEMS.badChange, { errors: changed.problems });
      const now = ctx.clock.now();
      return {
        baseline: computed(chain, tables, now),
        alternative: computed(changed.chain, tables, now),
        saving: compareChains(chain, changed.chain, tables),
      };
    },
  };
}

/** @throws ProblemError `carbon.implausible`, or another that is given, with everything that is wrong */
export function computed(
  chain: TransportChain,
  tables: readonly FactorTable[],
  at: Date,
  problem: ProblemDefinition = CARBON_PROBLEMS.implausible,
): Footprint {
  try {
    return computeFootprint(chain, tables, at);
  } catch (error) {
    if (!(error instanceof ImplausibleChain)) throw error;
    throw new ProblemError(problem, { errors: error.problems, cause: error });
  }
}
