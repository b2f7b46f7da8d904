import { claimedTransports, keysOf, transportKeys } from "@waybill/protocol/claims/claimed-transports";
import { carried, likenessOf } from "@waybill/protocol/claims/same-transport";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { TransportChainElement } from "@waybill/protocol/footprint/transport-chain";
import type { TransportChange } from "@waybill/protocol/footprint/what-if";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Reading } from "./claims.store.ts";

/** A transport that another claim has already. */
export interface Collision {
  /** ID of the transport in the footprint that is claimed on. */
  element: string;
  /** Id of the claim that has it. */
  claim: string;
}

/** A transport that may be one that another claim has: the same goods on another way, or at another time, of which no footprint tells beside it. */
export interface Resemblance extends Collision {
  /** What the other claim has. */
  transport: TransportChainElement;
}

export interface OtherClaims {
  collisions: Collision[];
  resemblances: Resemblance[];
}

/** States in which a claim has its transports. */
const LIVE = ["submitted", "verified", "issuing", "issued"];

/**
 * Which of a claim's transports other claims have: told by the same statements, or by others that say the same of the same goods. It finds what
 * statements declared in error and made anew would hide, whether or not one footprint names the other as preceding. What they may have, with
 * other places, is a resemblance.
 */
export async function findOtherClaims(
  ctx: Reading,
  claim: string,
  footprint: Footprint,
  transports: readonly TransportChainElement[],
): Promise<OtherClaims> {
  const goods = [...new Set(transports.flatMap(carried))];
  const rows = await selectRows<{ id: string; changes: TransportChange[]; actual: string }>(
    ctx,
    `SELECT c.id, c.changes, c.actual FROM claims c JOIN footprints f ON f.hash = c.actual
     WHERE c.state = ANY($1) AND c.id <> $2 AND (f.subject = ANY($3)
       OR EXISTS (SELECT FROM footprint_emissions e WHERE e.footprint = c.actual AND e.part_of && $3::text[])
       OR EXISTS (SELECT FROM claimed_transports t WHERE t.claim = c.id AND t.key = ANY($4)))
     ORDER BY c.sequence`,
    [LIVE, claim, goods, keysOf(transports).map(({ key }) => key)],
  );
  // Many claims may be on one footprint, which may be long: it is read once.
  const footprints = await footprintsNamed(ctx, [...new Set(rows.map(({ actual }) => actual))]);
  const claims = rows.map(({ id, changes, actual }) => {
    const other = footprints.get(actual)!;
    return { id, footprint: other, transports: claimedTransports(other, changes) };
  });
  const pairs = transports.flatMap((transport) =>
    claims.flatMap((other) =>
      other.transports.map((one) => ({
        ...{ element: transport.id, claim: other.id, transport: one },
        likeness: shareStatement(transport, one)
          ? "same"
          : likenessOf({ transport, footprint }, { transport: one, footprint: other.footprint }),
      })),
    ),
  );
  const taken = pairs.filter(({ likeness }) => likeness === "same");
  return {
    collisions: transports
      .flatMap(({ id }) => taken.find(({ element }) => element === id) ?? [])
      .map(({ element, claim: by }) => ({ element, claim: by })),
    resemblances: pairs
      .filter(
        ({ element, claim: by, likeness }) => likeness === "alike" && !taken.some((one) => one.element === element && one.claim === by),
      )
      .map(({ likeness: _alike, ...resemblance }) => resemblance),
  };
}

async function footprintsNamed(ctx: Reading, hashes: readonly string[]): Promise<Map<string, Footprint>> {
  const rows = await selectRows<{ hash: string; json: string }>(
    ctx,
    "SELECT hash, footprint_json AS json FROM footprints WHERE hash = ANY($1)",
    [hashes],
  );
  return new Map(rows.map(({ hash, json }) => [hash, JSON.parse(json) as Footprint]));
}

function shareStatement(one: TransportChainElement, other: TransportChainElement): boolean {
  const keys = transportKeys(one);
  return transportKeys(other).some((key) => keys.includes(key));
}

/** Claims about the same goods are judged one after the other, so that none misses one that comes in the same moment. */
export async function lockGoods({ tx }: Pick<Ctx, "tx">, transports: readonly TransportChainElement[]): Promise<void> {
  // In one order for everybody, so that two claims wait for each other and never in a circle.
  for (const goods of [...new Set(transports.flatMap(carried))].sort())
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 511))", [goods]);
}
