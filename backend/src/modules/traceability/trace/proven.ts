import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import type { Reply } from "../../../platform/http/route.ts";
import { bundlesWithin, MAX_PROVEN } from "../bundles/bundles-within.ts";
import type { BundleSources } from "../bundles/event-bundle.ts";

/** Query parameters of every question to the trace graph: whether the answer brings its proofs, and from where on. */
export const PROVEN_QUERY = {
  proof: z
    .enum(["true", "false"])
    .default("false")
    .describe(
      "`true`: `proven` holds the bundles of the statements that the answer names, in the order of their capture; " +
        `${MAX_PROVEN} or 8 MiB of them, and \`Link\` leads to those that follow.`,
    ),
  proofsAfter: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe("From `Link`: bundles that follow."),
};

interface Asked {
  url: string;
  traceId: string;
  query: { proof: "true" | "false"; proofsAfter: number };
}

/** Answers a question from one snapshot, with the proofs of what the answer names when they are asked for. */
export function answered(
  { app, sources }: { app: App; sources: BundleSources },
  { url, traceId, query: { proof, proofsAfter } }: Asked,
  view: (ctx: Ctx) => Promise<object>,
): Promise<Reply> {
  return inTransaction(
    app,
    async (ctx): Promise<Reply> => {
      const body = await view(ctx);
      if (proof !== "true") return { status: 200, body };
      const { proven, next } = await provenBy(ctx, sources, [...hashesIn(body)], proofsAfter);
      const reply = { status: 200, body: { ...body, proven } };
      return next === null ? reply : { ...reply, headers: { Link: `<${nextUrl(url, next)}>; rel="next"` } };
    },
    { traceId, isSnapshot: true },
  );
}

/** Of 32 bytes each: those among them that are no commitments find no statement. */
const HASH = /^0x[0-9a-f]{64}$/;

function* hashesIn(value: unknown): Generator<Hex32> {
  if (typeof value === "string") {
    if (HASH.test(value)) yield value as Hex32;
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) yield* hashesIn(member);
  }
}

async function provenBy(ctx: Ctx, sources: BundleSources, named: readonly Hex32[], after: number) {
  const rows = await selectRows<{ commitment: Hex32; sequence: string }>(
    ctx,
    `SELECT commitment, sequence FROM statements WHERE commitment = ANY($1) AND sequence > $2 ORDER BY sequence LIMIT ${MAX_PROVEN + 1}`,
    [[...new Set(named)], after],
  );
  const bundles = await bundlesWithin(
    ctx,
    sources,
    rows.map(({ commitment }) => commitment),
  );
  const proven = [...bundles].map(([commitment, bundle]) => ({ commitment, bundle }));
  return { proven, next: bundles.size < rows.length ? (rows[bundles.size - 1]?.sequence ?? null) : null };
}

function nextUrl(url: string, after: string): string {
  const next = new URL(url, "http://localhost");
  next.searchParams.set("proofsAfter", after);
  return `${next.pathname}${next.search}`;
}
