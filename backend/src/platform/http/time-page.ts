import { z } from "zod";

/** The place of a row in a list by its time, newest first: `next` of the page before names the last one that was shown. */
export interface TimePlace {
  at: Date;
  id: string;
}

const PLACE = /^(\d{1,14})\.([\w-]{1,80})$/;

/** As `pageQuery`, for lists by time and then by id. */
export const timePageQuery = z.object({
  after: z
    .string()
    .regex(PLACE, "must be the `next` of a page")
    .optional()
    .transform((text) => placeOf(text))
    .describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe("Items on a page."),
});

/**
 * A page of rows, of which one more was asked for than is shown.
 *
 * @example
 * pageByTime(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), viewOf); // { items, next }
 */
export function pageByTime<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeIn: (row: Row) => TimePlace,
  viewOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(viewOf), next: last === undefined ? null : textOf(placeIn(last)) };
}

function textOf({ at, id }: TimePlace): string {
  return `${at.getTime()}.${id}`;
}

function placeOf(text: string | undefined): TimePlace | null {
  const [, milliseconds, id] = PLACE.exec(text ?? "") ?? [];
  return milliseconds === undefined || id === undefined ? null : { at: new Date(Number(milliseconds)), id };
}
