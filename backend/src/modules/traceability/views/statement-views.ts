import { besideIn } from "@waybill/protocol/evidence/beside";
import { parseLosslessObject, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { isRecallOnly } from "@waybill/protocol/recall/is-recall-only";
import type { Party, Place, Product, StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Address, EventId, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import { placesByGln, productsByGtin } from "../../master-data/master-data.queries.ts";
import { declaredInError, subjectsOfStatements, type DeclaredInError, type StatementRow, type SubjectRow } from "../statement-rows.ts";
import type { StatementChain, StatementProgress } from "../traceability.ports.ts";
import { glnOf, gtinOf, textOf } from "./event-fields.ts";

interface Lookups {
  parties: ReadonlyMap<Address, Party>;
  revoked: ReadonlyMap<Address, Date>;
  places: ReadonlyMap<string, Place>;
  products: ReadonlyMap<string, Product>;
  progress: ReadonlyMap<Hex32, StatementProgress>;
  subjects: ReadonlyMap<Hex32, SubjectRow[]>;
  /** By the hash of the event that they are about. */
  declared: ReadonlyMap<Hex32, DeclaredInError[]>;
}

/** Statements as screens show them, in the same order. As many queries for five hundred as for one. */
export async function statementViews(ctx: Ctx, chain: StatementChain, rows: readonly StatementRow[]): Promise<StatementView[]> {
  if (rows.length === 0) return [];
  const events = rows.map(({ eventJson }) => parseLosslessObject(eventJson));
  const commitments = rows.map(({ commitment }) => commitment);
  const subjects = Map.groupBy(await subjectsOfStatements(ctx, commitments), ({ commitment }) => commitment);
  const gtins = [...subjects.values()].flat().flatMap(({ subject }) => gtinOf(subject) ?? []);
  const authors = [...new Set(rows.map(({ account }) => account))];
  const declared = await declaredInError(
    ctx,
    rows.map(({ eventHash }) => eventHash),
  );
  const lookups: Lookups = {
    parties: await partiesByAccount(ctx, [...new Set([...authors, ...declared.map(({ account }) => account)])]),
    revoked: await revocations(ctx, chain, authors),
    places: await placesByGln(
      ctx,
      events.flatMap((event) => glnOf(event) ?? []),
    ),
    products: await productsByGtin(ctx, gtins),
    progress: await chain.stateOf(ctx, commitments),
    subjects,
    declared: Map.groupBy(declared, ({ corrects }) => corrects),
  };
  return rows.map((row, index) => toView(row, events[index] as JsonObject, lookups));
}

async function revocations(ctx: Ctx, chain: StatementChain, accounts: readonly Address[]): Promise<Map<Address, Date>> {
  const actors = await chain.actorsByAccount(ctx, accounts);
  return new Map([...actors].flatMap(([account, { revokedAt }]) => (revokedAt === null ? [] : [[account, revokedAt] as const])));
}

function toView(row: StatementRow, event: JsonObject, lookups: Lookups): StatementView {
  const declaresError = row.corrects !== null;
  const beside = besideIn(event);
  const declared = declaresError ? [] : (lookups.declared.get(row.eventHash) ?? []);
  const progress = lookups.progress.get(row.commitment) ?? { state: "stored", anchor: null };
  return {
    commitment: row.commitment,
    eventId: row.eventId as EventId,
    declaredEventId: row.declaredEventId,
    authorship: row.kind,
    author: partyOf(row.account, lookups),
    authorRevokedAt: lookups.revoked.get(row.account)?.toISOString() ?? null,
    eventType: row.eventType,
    action: textOf(event, "action"),
    bizStep: textOf(event, "bizStep"),
    disposition: textOf(event, "disposition"),
    eventTime: textOf(event, "eventTime") ?? "",
    eventTimeZoneOffset: textOf(event, "eventTimeZoneOffset") ?? "",
    capturedAt: row.capturedAt.toISOString(),
    place: placeOf(event, lookups),
    items: (lookups.subjects.get(row.commitment) ?? []).map((item) => toItem(item, lookups)),
    sensors: beside.readings,
    temperatureLimits: beside.temperatureLimits,
    certificates: beside.certificates,
    validUntil: beside.validUntil,
    declaresError,
    declaredInError: declared.some(({ account }) => account === row.account),
    disputes: declared
      .filter(({ account }) => account !== row.account)
      .map(({ account, since }) => ({ party: partyOf(account, lookups), since: since.toISOString() })),
    recallOnly: isRecallOnly(event),
    ...progress,
  };
}

function partyOf(account: Address, { parties }: Lookups): Party {
  return parties.get(account) ?? { account, name: null, gln: null, country: null };
}

function placeOf(event: JsonObject, { places }: Lookups): Place | null {
  const gln = glnOf(event);
  return gln === null ? null : (places.get(gln) ?? { gln, name: null, latitude: null, longitude: null, country: null, owner: null });
}

function toItem({ subject, role, quantity, uom }: SubjectRow, { products }: Lookups): StatementView["items"][number] {
  const gtin = gtinOf(subject);
  return {
    subject: subject as StatementView["items"][number]["subject"],
    role,
    product: gtin === null ? null : (products.get(gtin) ?? { gtin, name: null, description: null, statedBy: null }),
    quantity: quantity === null ? null : { value: quantity, uom },
  };
}
