import type { DigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { explainDigitalLink } from "@waybill/protocol/identifiers/explain-digital-link";
import { explainInWords } from "@waybill/protocol/identifiers/explain-in-words";
import { pathOfElements } from "@waybill/protocol/identifiers/gs1-element-string";
import { LABEL_SHEETS, MAX_LABELS, type LabelCode, type LabelSheetName, type LabelsRequest } from "@waybill/protocol/schemas/api/labels";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError, type PointedMessage } from "../../../platform/errors.ts";
import { productsByGtin } from "../../master-data/master-data.queries.ts";
import { RESOLVER_PROBLEMS } from "../resolver.errors.ts";
import { labelCode } from "./label-code.ts";
import { layoutOf, SMALLEST_MODULE_MILLIMETRES } from "./label-layout.ts";
import type { DrawnLabel } from "./label-pdf.ts";

export interface LabelLook {
  code: LabelCode;
  sheet: LabelSheetName;
  /** Scheme and host that links on labels lead to. */
  origin: string;
}

/** Problems named in one answer; a person mends these first. */
const MAX_ERRORS = 20;

/** The things that a request asks labels for, in their order. Throws with a pointer to each that is no sound identifier. */
export function thingsOf({ items, range }: Pick<LabelsRequest, "items" | "range">): DigitalLink[] {
  const errors: PointedMessage[] = [];
  const read = (uri: string, pointer: string): DigitalLink[] => {
    const { link, problem } = explainDigitalLink(uri);
    if (problem === undefined) return [link];
    errors.push({ pointer, message: explainInWords(problem) });
    return [];
  };
  const things = items.flatMap((uri, index) => read(uri, `/items/${index}`));
  if (range !== undefined) {
    const [base] = read(range.identifier, "/range/identifier");
    for (let i = 0; base !== undefined && i < range.count && errors.length < MAX_ERRORS; i++) {
      const value = range.prefix + String(range.first + i).padStart(range.digits, "0");
      const path = pathOfElements([base.key, ...base.qualifiers, { ai: range.ai, value }]);
      things.push(...read(`https://id.gs1.org${path}`, "/range"));
    }
  }
  if (errors.length > 0) {
    const [first] = errors;
    throw new ProblemError(RESOLVER_PROBLEMS.unsoundIdentifier, { detail: first?.message ?? "", errors: errors.slice(0, MAX_ERRORS) });
  }
  if (things.length === 0 || things.length > MAX_LABELS)
    throw new ProblemError(RESOLVER_PROBLEMS.labelCount, { detail: `${things.length} labels are asked for.` });
  return things;
}

/** The words above the numbers of each thing: those given, or the name of its goods. */
export async function titlesOf(ctx: Pick<Ctx, "tx">, things: readonly DigitalLink[], given: string | undefined): Promise<string[]> {
  if (given !== undefined) return things.map(() => given.trim());
  const products = await productsByGtin(
    ctx,
    things.flatMap(({ key }) => (key.ai === "01" ? [key.value] : [])),
  );
  return things.map(({ key }) => products.get(key.value)?.name?.slice(0, 80) ?? "");
}

/** One label, drawn. @throws {ProblemError} `resolver.label-too-small` where no printer would print a code that reads */
export function drawLabel(thing: DigitalLink, title: string, { code, sheet, origin }: LabelLook): DrawnLabel {
  const matrix = labelCode(code, thing, origin);
  const layout = layoutOf(LABEL_SHEETS[sheet], matrix, { elements: thing, title });
  if (layout.module < SMALLEST_MODULE_MILLIMETRES)
    throw new ProblemError(RESOLVER_PROBLEMS.labelTooSmall, {
      detail: `On this sheet one square of the code is ${layout.module.toFixed(2)} mm; it has to be ${SMALLEST_MODULE_MILLIMETRES.toFixed(2)} mm at least.`,
    });
  return { code: matrix, layout };
}
