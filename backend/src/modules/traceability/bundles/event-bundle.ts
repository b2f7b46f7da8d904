import { discloseFields } from "@waybill/protocol/disclosure/disclose-fields";
import { parseLosslessObject, stringifyLossless, type Json } from "@waybill/protocol/hashing/lossless-json";
import type { Anchoring, BundledDocument, Profile } from "@waybill/protocol/schemas/bundle";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Config } from "../../../config/config.ts";
import type { Ctx } from "../../../platform/context.ts";
import type { DocumentQueries } from "../../documents/documents.queries.ts";
import { profilesByAccount } from "../../identity/identity.queries.ts";
import { erasedAbout } from "../erasure/erased-rows.ts";
import { declarationsAgainst, subjectsOfStatements, type StatementRow } from "../statement-rows.ts";
import { pointingOf } from "../documents/pointed-at.ts";
import type { CustodyOfUnits, StatementChain } from "../traceability.ports.ts";
import { readJourney } from "../views/journey-view.ts";
import type { Subject } from "@waybill/protocol/schemas/primitives";

export interface BundleSources {
  config: Config;
  chain: StatementChain;
  custody: CustodyOfUnits;
  documents: DocumentQueries;
}

/** Proof of one statement as exact JSON text: its event keeps every number as its author wrote it. */
export async function eventBundleText(ctx: Ctx, sources: BundleSources, row: StatementRow): Promise<string> {
  const [text] = await eventBundleTexts(ctx, sources, [row]);
  if (text === undefined) throw new Error("every statement has a bundle");
  return text;
}

/** Proofs of many statements, in the same order, each made when it is taken. As many queries for a hundred as for one. */
export async function eventBundleTexts(ctx: Ctx, sources: BundleSources, rows: readonly StatementRow[]): Promise<Iterable<string>> {
  const { config, chain } = sources;
  const statements = await bundledStatements(ctx, sources, rows);
  const declarations = await declarationsOf(ctx, sources, rows);
  const commitments = rows.map(({ commitment }) => commitment);
  const subjects = Map.groupBy(await subjectsOfStatements(ctx, commitments), ({ commitment }) => commitment);
  const named = [...new Set([...subjects.values()].flat().map(({ subject }) => subject))];
  const histories = new Map((await chain.historyProofs(ctx, named)).map((history) => [history.subject as string, history]));
  return rows.entries().map(([index, { commitment, corrects, eventHash }]) => {
    const against = corrects === null ? declarations.get(eventHash) : undefined;
    return textOf({
      format: "waybill-event-bundle",
      version: 1,
      chain: chainReference(config),
      ...statements[index],
      ...(against === undefined ? {} : { declarations: against }),
      histories: [...new Set(subjects.get(commitment)?.map(({ subject }) => subject))].flatMap((subject) => histories.get(subject) ?? []),
    });
  });
}

/** What declares these events to be in error, by the hash of the event. */
async function declarationsOf(ctx: Ctx, sources: BundleSources, rows: readonly StatementRow[]) {
  const about = rows.flatMap(({ corrects, eventHash }) => (corrects === null ? [eventHash] : []));
  const found = await declarationsAgainst(ctx, [...new Set(about)]);
  const bundled = await bundledStatements(ctx, sources, found);
  return new Map(
    [...Map.groupBy(found.keys(), (index) => found[index]?.corrects)].map(([corrects, places]) => [
      corrects,
      places.map((index) => bundled[index]),
    ]),
  );
}

/**
 * Single fields of one statement with their proof, as exact JSON text.
 *
 * @throws NoSuchFieldError for a pointer to nothing
 */
export async function disclosureText(ctx: Ctx, sources: BundleSources, row: StatementRow, pointers: readonly string[]): Promise<string> {
  const [statement] = await bundledStatements(ctx, sources, [row]);
  return textOf(discloseFields({ chain: chainReference(sources.config), ...statement } as Parameters<typeof discloseFields>[0], pointers));
}

/**
 * Proof of a whole journey as exact JSON text. Histories are those of the subjects whose every statement is inside, so
 * that a reader can see that none is missing; a journey cut at the limit has none.
 */
export async function journeyBundleText(ctx: Ctx, sources: BundleSources, subject: Subject): Promise<string> {
  const { config, chain, custody } = sources;
  const { rows, subjects, isTruncated } = await readJourney(ctx, subject);
  return textOf({
    format: "waybill-journey-bundle",
    version: 1,
    chain: chainReference(config),
    subject,
    events: await bundledStatements(ctx, sources, rows),
    erased: (await erasedAbout(ctx, subjects)).map(({ commitment, erasedAt }) => ({
      commitment,
      erasedAt: Math.floor(erasedAt.getTime() / 1_000),
    })),
    histories: isTruncated ? [] : await chain.historyProofs(ctx, subjects),
    custody: await custody.custodyProofs(ctx, subjects),
  });
}

async function bundledStatements(
  ctx: Ctx,
  { chain, documents: documentStore }: Pick<BundleSources, "chain" | "documents">,
  rows: readonly StatementRow[],
): Promise<Record<string, unknown>[]> {
  const anchorings = await chain.anchoringsOf(
    ctx,
    rows.map(({ commitment }) => commitment),
  );
  const profiles = await profilesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  const documents = await documentStore.bundledDocuments(ctx, rows.map(pointingOf));
  return rows.map((row, index) => bundledStatement(row, anchorings.get(row.commitment) ?? null, profiles, documents[index] ?? []));
}

function bundledStatement(
  row: StatementRow,
  anchoring: Anchoring | null,
  profiles: ReadonlyMap<Address, Profile>,
  documents: readonly BundledDocument[],
): Record<string, unknown> {
  const { eventId, contentDigest, salt, commitment, kind, account, signature, bulk } = row;
  const profile = profiles.get(account);
  return {
    event: parseLosslessObject(row.eventJson),
    eventId,
    contentDigest,
    salt,
    commitment,
    author: { kind, account, ...(kind === "signed" ? { signature } : {}), ...(bulk ? { bulk } : {}), ...(profile ? { profile } : {}) },
    anchoring,
    ...(documents.length > 0 ? { documents } : {}),
  };
}

function chainReference({ chain }: Config) {
  return { chainId: chain.id, supplyChain: chain.deployment.supplyChain, fromBlock: chain.deployment.fromBlock };
}

function textOf(bundle: object): string {
  return stringifyLossless(bundle as Json);
}
