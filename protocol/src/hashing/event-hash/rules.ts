import { canonicalDecimal } from "../decimal.ts";
import type { Json } from "../lossless-json.ts";
import { FIELDS, FIELDS_2025, type FieldOrder } from "./fields.ts";
import { floatText } from "./float-text.ts";
import { expandCurie, expandName, namespacesOf, ownNamespaces } from "./namespaces.ts";
import { canonicalTime, halfEven, halfUp } from "./time.ts";
import { canonicalValue, type Spelling, type ValueKind } from "./value.ts";
import { VOCABULARY } from "./vocabulary.ts";

/**
 * Rules under which an event is written down. CBV2.0 names our events; CBV2.1 is a draft; 2025 is the algorithm that its reference
 * published until October 2025 under the name of CBV 2.0, kept to recognise old event IDs.
 */
export type Revision = "CBV2.0" | "CBV2.1" | "2025";

export interface Rules {
  /** A member name with its prefix expanded. */
  name: (name: string) => string;
  /** The one spelling of a value. */
  value: (text: string, kind: ValueKind) => string;
  /** Extensions inside a standard field stay there, instead of moving behind ilmd. */
  inlinesExtensions: boolean;
  /** The word `sensorElementList` is written. */
  namesSensorList: boolean;
  fields: FieldOrder;
}

export function rulesOf(context: Json | undefined, revision: Revision): Rules {
  return revision === "2025" ? rules2025(context) : currentRules(context, revision === "CBV2.1");
}

function currentRules(context: Json | undefined, is21: boolean): Rules {
  const namespaces = namespacesOf(context);
  const spelling: Spelling = {
    time: (text) => canonicalTime(text, halfUp),
    decimal: canonicalDecimal,
    curie: (text) => expandCurie(text, namespaces, /^https:\/\/(ref\.)?gs1\.org/),
    vocabulary: VOCABULARY,
  };
  return {
    name: (name) => expandName(name, namespaces),
    value: (text, kind) => canonicalValue(text, kind, spelling),
    inlinesExtensions: is21,
    namesSensorList: is21,
    fields: FIELDS,
  };
}

function rules2025(context: Json | undefined): Rules {
  const own = ownNamespaces(context);
  const known = new Map([["gs1", "https://gs1.org/voc/"], ["cbv", "https://ref.gs1.org/cbv/"], ...own]);
  const spelling: Spelling = {
    time: (text) => canonicalTime(text, halfEven),
    decimal: floatText,
    curie: (text) => expandCurie(text, known),
    vocabulary: { ...VOCABULARY, measurement: "https://gs1.org/voc/" },
  };
  return {
    name: (name) => expandName(name, own),
    value: (text, kind) => canonicalValue(text, kind, spelling),
    inlinesExtensions: true,
    namesSensorList: true,
    fields: FIELDS_2025,
  };
}
