import { canonicalDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import type { SearchHit } from "@waybill/protocol/schemas/api/traceability";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { StatementChain } from "../traceability.ports.ts";

/** Hits of each kind; whoever needs more types more. */
const LIMIT = 8;

/**
 * Finds what a person may have typed, pasted or scanned: part of a name, a GTIN, GLN, SSCC or lot number, a Digital
 * Link, an account, an event hash, a commitment, an anchor's number or a transaction hash. Of what was erased there is only the time.
 */
export async function search(ctx: Ctx, chain: StatementChain, text: string): Promise<SearchHit[]> {
  if (text === "") return [];
  const like = text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
  const canonical = canonicalDigitalLink(text);
  const hash = /^(?:0x|ni:\/\/\/sha-256;)([0-9a-f]{64})/i.exec(text)?.[1]?.toLowerCase();
  const hits = await selectRows<SearchHit>(
    ctx,
    `(SELECT 'product' AS kind, name AS label, gtin AS value FROM products WHERE name ILIKE $1 OR gtin LIKE $1 ORDER BY name LIMIT ${LIMIT})
     UNION ALL
     (SELECT 'party', name, account FROM organisations
      WHERE superseded_at IS NULL AND (name ILIKE $1 OR gln LIKE $2 OR lower(account) = lower($3)) ORDER BY name LIMIT ${LIMIT})
     UNION ALL
     (SELECT 'place', name, gln FROM places WHERE name ILIKE $1 OR gln LIKE $2 ORDER BY name LIMIT ${LIMIT})
     UNION ALL
     (SELECT 'subject', subject, subject FROM
       (SELECT DISTINCT subject FROM statement_subjects
        WHERE subject = $4 OR subject LIKE 'https://id.gs1.org/01/' || lpad($3, 14, '0') || '/%' OR subject LIKE 'https://id.gs1.org/00/' || $2
          OR subject LIKE 'https://id.gs1.org/01/______________/10/' || $2 OR subject LIKE 'https://id.gs1.org/01/______________/21/' || $2
        ORDER BY subject LIMIT ${LIMIT}) s)
     UNION ALL
     (SELECT 'event', event_type || coalesce(', ' || biz_step, ''), event_hash FROM
       (SELECT DISTINCT ON (event_hash) event_hash, event_type, biz_step FROM statements
        WHERE event_hash = $5 OR commitment = $5 OR declared_event_id = $3 ORDER BY event_hash, sequence LIMIT ${LIMIT}) e)
     UNION ALL
     (SELECT 'erased', to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), commitment FROM erased_statements WHERE commitment = $5)`,
    [`%${like}%`, `${like}%`, text, canonical ?? null, hash === undefined ? null : `0x${hash}`],
  );
  return [...hits, ...(await chain.search(ctx, text))];
}
