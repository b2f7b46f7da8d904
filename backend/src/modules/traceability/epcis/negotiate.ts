import type { CbvFormat } from "@waybill/protocol/epcis-xml/write/words";
import type { ParameterDefinition } from "../../../platform/http/route.ts";
import { z } from "zod";
import { ProblemError } from "../../../platform/errors.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { SUPPORTED, type Versions } from "./headers.ts";

/** What a request's headers are read from. */
export interface WithHeaders {
  header(name: string): string | undefined;
}

export const EPC_FORMATS = ["Always_GS1_Digital_Link", "Always_EPC_URN", "No_Preference", "Never_Translates"] as const;
export type EpcFormat = (typeof EPC_FORMATS)[number];

/** The form of identifiers that the client wants; the official file names the default. */
export function epcFormatOf({ header }: WithHeaders): EpcFormat {
  const value = header("gs1-epc-format") ?? "Always_GS1_Digital_Link";
  const format = EPC_FORMATS.find((one) => one === value);
  if (format) return format;
  throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: `GS1-EPC-Format must be one of ${EPC_FORMATS.join(", ")}.` });
}

const CBV_FORMATS = ["No_Preference", "Always_Web_URI", "Always_URN", "Never_Translates"] as const;

/** The form of standard values that the client wants in XML. Kept are bare words, which XML does not have: without a wish they are URNs. */
export function cbvFormatOf({ header }: WithHeaders): CbvFormat {
  const value = header("gs1-cbv-xml-format") ?? "No_Preference";
  if (CBV_FORMATS.some((one) => one === value)) return value === "Always_Web_URI" ? "web" : "urn";
  throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: `GS1-CBV-XML-Format must be one of ${CBV_FORMATS.join(", ")}.` });
}

/** Refuses a client that takes no version of ours, or sends none of those in `versions` (406). */
export function checkVersions({ header }: WithHeaders, versions: Versions = SUPPORTED): void {
  for (const [name, { min, max }] of Object.entries(versions)) {
    const exact = header(`${name}-Version`);
    const lowest = header(`${name}-Min`) ?? exact;
    const highest = header(`${name}-Max`) ?? exact;
    const isTooHigh = lowest !== undefined && compare(lowest, max, name) > 0;
    const isTooLow = highest !== undefined && compare(highest, min, name) < 0;
    if (isTooHigh || isTooLow)
      throw new ProblemError(PLATFORM_PROBLEMS.notAcceptable, {
        detail: `${name} is offered from ${min} to ${max}, not ${exact ?? `${lowest ?? ""} to ${highest ?? ""}`}.`,
      });
  }
}

/** Prefixes and their namespaces: `ext=https://example.com/ns/, other=…`. */
export function extensionsOf({ header }: WithHeaders): Record<string, string> {
  const value = header("gs1-extensions")?.trim() ?? "";
  if (value === "") return {};
  return Object.fromEntries(
    value.split(",").map((part): [string, string] => {
      const [, prefix = "", namespace = ""] = /^\s*([A-Za-z][\w.-]*)\s*=\s*(\S+)\s*$/.exec(part) ?? [];
      if (prefix === "")
        throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "GS1-Extensions must hold prefix=namespace, with commas between." });
      return [prefix, namespace];
    }),
  );
}

const version = z.string().describe("As 2.0.0.").optional();

export const EXTENSIONS_PARAMETER: ParameterDefinition = {
  name: "GS1-Extensions",
  in: "header",
  description: "Prefixes of field names: `ext=https://example.com/ns/, other=…`.",
  schema: z.string().optional(),
};

/** Header parameters of whoever asks, for the reference. */
export const ASKING_PARAMETERS: readonly ParameterDefinition[] = [
  ...["GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Min", "GS1-CBV-Max"].map((name): ParameterDefinition => ({
    name,
    in: "header",
    description: "A version that the client takes; without any that we have, 406.",
    schema: version,
  })),
  EXTENSIONS_PARAMETER,
];

/** Header parameters of whoever sends something, for the reference. */
export const SENDING_PARAMETERS: readonly ParameterDefinition[] = [
  ...["GS1-EPCIS-Version", "GS1-CBV-Version"].map((name): ParameterDefinition => ({
    name,
    in: "header",
    description: "The version of what is sent.",
    schema: version,
  })),
  EXTENSIONS_PARAMETER,
];

export const FORMAT_PARAMETERS: readonly ParameterDefinition[] = [
  {
    name: "GS1-EPC-Format",
    in: "header",
    description: "Form of identifiers in the answer. A Digital Link becomes a URN where the length of its company prefix is known.",
    schema: z.enum(EPC_FORMATS).default("Always_GS1_Digital_Link"),
  },
  {
    name: "GS1-CBV-XML-Format",
    in: "header",
    description: "Form of standard values in XML: URNs, or web addresses if asked for. JSON has bare words.",
    schema: z.enum(CBV_FORMATS).optional(),
  },
];

function compare(a: string, b: string, name: string): number {
  const [x, y] = [a, b].map((text) => {
    const parts = /^(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?$/.exec(text.trim());
    if (!parts) throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: `${name} versions look like 2.0.0.` });
    return parts.slice(1).reduce((sum, part) => sum * 10_000 + Number(part ?? 0), 0);
  });
  return (x ?? 0) - (y ?? 0);
}
