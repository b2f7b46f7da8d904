import { fieldsOf, proveFields } from "../hashing/field-tree.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import type { Disclosure } from "../schemas/disclosure.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { hashesOfBundle } from "../verify/bundle-hashes.ts";
import type { BundledStatement } from "./statements-in.ts";

/** The event has nothing at a pointer. */
export class NoSuchFieldError extends Error {
  readonly pointer: string;
  constructor(pointer: string) {
    super(`the event has nothing at "${pointer}"`);
    this.name = "NoSuchFieldError";
    this.pointer = pointer;
  }
}

/**
 * Shows single fields of a statement with all that proves them, and hides the others.
 *
 * @param pointers JSON Pointers; one to a list or an object shows all that is inside
 * @throws NoSuchFieldError
 * @example
 * const file = stringifyLossless(discloseFields(bundle, ["/bizStep", "/sensorElementList/0"]));
 */
export function discloseFields(bundle: BundledStatement, pointers: readonly string[]): Disclosure {
  const event = bundle.event as JsonObject;
  const wanted = new Set(pointers);
  const known = new Set(fieldsOf(event).flatMap(({ pointer }) => pointersTo(pointer)));
  const nowhere = pointers.find((pointer) => !known.has(pointer));
  if (nowhere !== undefined) throw new NoSuchFieldError(nowhere);
  return {
    format: "waybill-disclosure",
    version: 1,
    chain: bundle.chain,
    commitment: bundle.commitment,
    ...hashesOfBundle(bundle),
    author: bundle.author,
    anchoring: bundle.anchoring,
    fields: proveFields(event, bundle.salt as Hex32, (pointer) => pointersTo(pointer).some((above) => wanted.has(above))),
  };
}

/** A pointer and those to all that it is inside of, the whole event included. */
function pointersTo(pointer: string): string[] {
  return [...pointer.matchAll(/\//g)].map(({ index }) => pointer.slice(0, index)).concat(pointer);
}
