import { findPage, type PageAddress } from "@waybill/protocol/pages/addresses";
import type { PlatformApp } from "../app.ts";
import { inTransaction, type Ctx } from "../context.ts";

/**
 * Whether there is what a page is about, as it is named in the place of the `$` of its address, and not checked otherwise. What stands for
 * one part is decoded; the rest of a path is as written, for only there a slash and an encoded one differ.
 */
export type PageRecords = Readonly<Partial<Record<PageAddress, (ctx: Ctx, named: string) => Promise<boolean>>>>;

/** Tells whether a path leads to a page, and whether there is what that page is about. */
export function createKnownPages(app: PlatformApp, records: PageRecords): (path: string) => Promise<boolean> {
  return async (path) => {
    const page = findPage(path);
    if (page === undefined) return false;
    const isThere = records[page.address];
    const named = decoded(page.named);
    if (isThere === undefined || named === undefined) return named !== undefined;
    return inTransaction(app, (ctx) => isThere(ctx, page.address.endsWith("/$") ? page.named : named));
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
