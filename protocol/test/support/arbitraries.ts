import fc from "fast-check";
import { type Json, type JsonObject, LosslessNumber } from "../../src/hashing/lossless-json.ts";

/** Every property test draws from this seed, so that a failure is the same on every machine. */
export const SEED = { seed: 20_260_419 } as const;

/** Numbers in any spelling that JSON allows. */
export const numberText = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 25n }),
    fc.option(fc.stringMatching(/^\d{1,12}$/)),
    fc.option(fc.integer({ min: -30, max: 30 })),
  )
  .map(([isNegative, whole, fraction, exponent]) => {
    return `${isNegative ? "-" : ""}${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : `e${exponent}`}`;
  });

/** Any JSON value with lossless numbers. Member names that are digits are left out: JavaScript objects reorder them. */
export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: "grapheme" }),
    numberText.map((text) => new LosslessNumber(text)),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(
    fc.string({ unit: "grapheme" }).filter((name) => !/^\d+$/.test(name)),
    tie("value"),
    { maxKeys: 4, noNullPrototype: true },
  ),
})).value;
