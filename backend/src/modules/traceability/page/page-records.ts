import { parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { subjectOf } from "@waybill/protocol/identifiers/subject";
import { isHex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { PageRecords } from "../../../platform/http/known-pages.ts";
import { erasedAbout } from "../erasure/erased-rows.ts";
import { statementsAbout } from "../statement-rows.ts";
import type { CustodyOfUnits } from "../traceability.ports.ts";

/** Events that were reported, and goods that somebody has reported about or holds. */
export function createPageRecords(custody: CustodyOfUnits): PageRecords {
  const isKnown = (link: string) => (ctx: Ctx, named: string) => areGoodsKnown(ctx, custody, link + named);
  return {
    "/events/$eventHash": isEventKnown,
    "/01/$": isKnown("https://id.gs1.org/01/"),
    "/00/$": isKnown("https://id.gs1.org/00/"),
  };
}

async function isEventKnown(ctx: Ctx, named: string): Promise<boolean> {
  return isHex32(named) && (await selectRows(ctx, "SELECT 1 FROM statements WHERE event_hash = $1 LIMIT 1", [named])).length > 0;
}

/** A GTIN alone is known: its page asks which lot or serial is meant. */
async function areGoodsKnown(ctx: Ctx, custody: CustodyOfUnits, link: string): Promise<boolean> {
  const subject = subjectOf(link);
  if (subject === undefined) return parseDigitalLink(link)?.key.ai === "01";
  const about = await statementsAbout(ctx, [subject], { statements: 1, characters: 1 });
  return about.length > 0 || (await erasedAbout(ctx, [subject])).length > 0 || (await custody.custodyOfSubjects(ctx, [subject])).length > 0;
}
