import { z } from "zod";
import type { ParameterDefinition } from "../../../platform/http/route.ts";
import { ACTIONS } from "../query/cbv-words.ts";
import { FIXED_PARAMETERS, type FixedParameter } from "../query/parameters/fixed.ts";
import type { Given } from "../query/parameters/value.ts";
import { illFormed } from "../query/parameters/value.ts";
import { PAGING_NAMES, PAGING_PARAMETERS } from "./paging.ts";
import { PROOF_PARAMETER } from "./proofs.ts";

const SCHEMAS: Readonly<Record<FixedParameter["form"], z.ZodType>> = {
  list: z.array(z.string()).min(1),
  time: z.iso.datetime({ offset: true }),
  number: z.number(),
  boolean: z.boolean(),
};

/** Query parameters of every list of events, for the reference. Those with a field, type or unit in their name cannot be listed. */
export const EVENT_PARAMETERS: readonly ParameterDefinition[] = [
  ...PAGING_PARAMETERS,
  ...Object.entries(FIXED_PARAMETERS).map(([name, { form }]): ParameterDefinition => ({
    name,
    in: "query",
    schema: (name === "EQ_action" ? z.array(z.enum(ACTIONS)).min(1) : SCHEMAS[form]).optional(),
    ...(form === "list" ? { isList: true } : {}),
  })),
  { name: "orderBy", in: "query", description: "`eventTime`, `recordTime`, or the full name of a field.", schema: z.string().optional() },
  { name: "orderDirection", in: "query", schema: z.enum(["ASC", "DESC"]).default("DESC") },
  { name: "eventCountLimit", in: "query", description: "Events in all. Needs `orderBy`.", schema: z.number().int().min(1).optional() },
  { name: "maxEventCount", in: "query", description: "More events than this are an error.", schema: z.number().int().min(1).optional() },
];

const OURS: readonly string[] = [...PAGING_NAMES, PROOF_PARAMETER.name];

/** The query parameters of a URL, without those of its page. */
export function givenFromUrl(query: Readonly<Record<string, unknown>>): Given[] {
  return Object.entries(query)
    .filter(([name]) => !OURS.includes(name))
    .map(([name, text]) => {
      if (typeof text !== "string") throw illFormed({ name }, "is there more than once; a list has | between its values");
      return { name, value: { text } };
    });
}
