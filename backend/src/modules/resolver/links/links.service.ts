import { explainDigitalLink } from "@waybill/protocol/identifiers/explain-digital-link";
import { explainInWords } from "@waybill/protocol/identifiers/explain-in-words";
import type { DigitalLink } from "@waybill/protocol/identifiers/digital-link";
import type { linkEndRequest, LinkDraft, linkRequest } from "@waybill/protocol/schemas/api/resolver";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { linkEndTypedData, linkTypedData } from "@waybill/protocol/typed-data/link";
import { hashTypedData } from "viem";
import { getAddress } from "viem/utils";
import type { z } from "zod";
import type { Config } from "../../../config/config.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError, type PointedMessage } from "../../../platform/errors.ts";
import { newSalt } from "../../../platform/ids.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import { RESOLVER_PROBLEMS } from "../resolver.errors.ts";
import type { ActorsOfLinks } from "../resolver.ports.ts";
import { isOwn } from "./coverage.ts";
import { countOpenLinks, endLink, findLink, insertLink, type LinkRow } from "./links.store.ts";

/** Of one identifier at a time: a linkset that a telephone reads. */
const MAX_OPEN_LINKS = 100;

export interface LinksDependencies {
  config: Config;
  actors: ActorsOfLinks;
  verifySignature: VerifySignature;
}

/** Who asks: the account behind a bearer token, or null where the body brings a signature. */
export type Author = Address | null;

export interface LinksService {
  /** Keeps a link, and ends the one that it replaces. The same again changes nothing. */
  set(ctx: Ctx, author: Author, request: z.output<typeof linkRequest>): Promise<LinkRow>;
  /** Ends a link; one that has ended before stays as it is. */
  end(ctx: Ctx, author: Author, id: Hex32, request: z.output<typeof linkEndRequest>): Promise<LinkRow>;
}

/** What an organisation does with the links of its identifiers. Each of these throws a {@link ProblemError} and then has changed nothing. */
export function createLinksService({ config, actors, verifySignature }: LinksDependencies): LinksService {
  const chain = { chainId: config.chain.id, supplyChain: config.chain.deployment.supplyChain };

  async function checkSignature(account: Address, digest: Hex32, signature: string): Promise<void> {
    const check = await verifySignature({ account, digest, signature: signature as `0x${string}` });
    if (!check.valid)
      throw new ProblemError(RESOLVER_PROBLEMS.wrongSignature, { errors: [{ pointer: "/signer/signature", message: check.reason }] });
  }

  async function checkAuthor(ctx: Ctx, account: Address, link: DigitalLink): Promise<void> {
    const actor = (await actors.actorsByAccount(ctx, [account])).get(account);
    if (actor?.revokedAt != null || !(await isOwn(ctx, account, link))) throw new ProblemError(RESOLVER_PROBLEMS.notYours);
  }

  return {
    async set(ctx, author, { link, salt, signer }) {
      const identifier = soundLink(link.identifier, "/link/identifier");
      const account = accountOf(author, signer);
      const draft = { ...link, ...checkedDraft(link) };
      const signing = { account, salt: (salt ?? newSalt(ctx.random)) as Hex32 };
      const id = hashTypedData(linkTypedData(chain, draft, signing)) as Hex32;
      if (author === null && signer !== undefined) await checkSignature(account, id, signer.signature);
      await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`links of ${identifier.canonical}`]);
      const kept = await findLink(ctx, id);
      if (kept) return kept;
      await checkAuthor(ctx, account, identifier);
      await endReplaced(ctx, draft, { account, identifier: identifier.canonical });
      if ((await countOpenLinks(ctx, identifier.canonical, ctx.clock.now())) >= MAX_OPEN_LINKS)
        throw new ProblemError(RESOLVER_PROBLEMS.tooManyLinks, { detail: `An identifier has at most ${MAX_OPEN_LINKS} links at a time.` });
      const row = rowOf(draft, { id, account, identifier: identifier.canonical, signature: signer?.signature ?? null });
      await insertLink(ctx, row);
      return row;
    },

    async end(ctx, author, id, { at, signer }) {
      const account = accountOf(author, signer);
      const link = await findLink(ctx, id);
      if (link === undefined) throw new ProblemError(RESOLVER_PROBLEMS.unknownLink);
      if (link.account !== account) throw new ProblemError(RESOLVER_PROBLEMS.notYours);
      if (author === null && signer !== undefined)
        await checkSignature(account, hashTypedData(linkEndTypedData(chain, link, { at, account })) as Hex32, signer.signature);
      await endLink(ctx, id, { at: new Date(at * 1_000), signature: signer?.signature ?? null });
      return (await findLink(ctx, id)) ?? link;
    },
  };
}

function accountOf(author: Author, signer: { account: string } | undefined): Address {
  if (author !== null) return author;
  if (signer === undefined) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised);
  return getAddress(signer.account.toLowerCase()) as Address;
}

function soundLink(uri: string, pointer: string): DigitalLink {
  const { link, problem } = explainDigitalLink(uri);
  if (problem === undefined) return link;
  const message = explainInWords(problem);
  throw new ProblemError(RESOLVER_PROBLEMS.unsoundIdentifier, { detail: message, errors: [{ pointer, message }] });
}

/** What the schema alone cannot see: the order of times, and that a successor is a sound identifier. */
function checkedDraft({ from, until, type, href }: LinkDraft): { href: string } {
  const errors: PointedMessage[] = [];
  if (until !== undefined && until <= from) errors.push({ pointer: "/link/until", message: "must be after from" });
  if (errors.length > 0) throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { errors });
  return { href: type === "successor-version" ? soundLink(href, "/link/href").canonical : href };
}

async function endReplaced(ctx: Ctx, { replaces, type, from }: LinkDraft, owner: { account: Address; identifier: string }): Promise<void> {
  if (replaces === undefined) return;
  const old = await findLink(ctx, replaces as Hex32);
  if (old?.account !== owner.account || old.identifier !== owner.identifier || old.type !== type)
    throw new ProblemError(RESOLVER_PROBLEMS.unknownLink, {
      errors: [{ pointer: "/link/replaces", message: "must be your own link of the same identifier and type" }],
    });
  await endLink(ctx, old.id, { at: new Date(from * 1_000), signature: null });
}

function rowOf(draft: LinkDraft, rest: Pick<LinkRow, "id" | "account" | "identifier" | "signature">): LinkRow {
  return {
    ...rest,
    type: draft.type,
    href: draft.href,
    title: draft.title,
    language: draft.language ?? null,
    mediaType: draft.mediaType ?? null,
    validBy: draft.validBy,
    from: new Date(draft.from * 1_000),
    until: draft.until === undefined ? null : new Date(draft.until * 1_000),
  };
}
