import fc from "fast-check";
import { CLASSES, EPCS, ORDERS, PARTIES, PLACES, type Thing } from "./identifier-pools.ts";

/** An event as plain JSON, which is all that a naive reader knows. */
export type PlainEvent = Record<string, unknown>;

export const QUERY_CONTEXT = [
  "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
  { example: "http://ns.example.com/epcis/", other: "https://example.org/vocabulary#" },
];

export const TIMES = ["2026-04-17T11:26:42Z", "2026-04-17T11:26:42.500Z", "2026-04-18T02:00:00+02:00", "2026-05-01T00:00:00.000001Z"];
export const WORDS = ["red", "blue", "12", "0012", "2026-04-17T11:26:42Z"];
export const STEPS = ["shipping", "receiving", "packing", "https://example.com/step/polish"];
export const DISPOSITIONS = ["in_transit", "damaged", "https://example.com/disp/blessed"];
export const URIS = ["https://example.com/253/4012345000054987", "https://id.gs1.org/8004/4000001111", "urn:epc:id:giai:4000001.111"];

const spellingOf = (pool: readonly Thing[]) => fc.constantFrom(...pool.flatMap(({ spellings }) => spellings));
const some = <T>(value: fc.Arbitrary<T>, maxLength = 2) => fc.uniqueArray(value, { minLength: 1, maxLength });
const time = fc.constantFrom(...TIMES);
const amount = fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 4);

const quantityElement = fc
  .record(
    { epcClass: spellingOf(CLASSES), quantity: amount.filter((value) => value > 0), uom: fc.constantFrom("KGM", "GRM", "LBR", "CS") },
    { requiredKeys: ["epcClass"] },
  )
  .map(({ epcClass, quantity, uom }) => ({
    epcClass,
    ...(quantity === undefined ? {} : { quantity, ...(uom === undefined ? {} : { uom }) }),
  }));

/** Fields outside of the standard: text, number, time, boolean, list, and objects with attributes and things below. */
const field = fc.oneof(
  fc.constantFrom(...WORDS),
  amount,
  fc.boolean(),
  some(fc.constantFrom(...WORDS)),
  fc.record(
    {
      "#text": fc.constantFrom(...WORDS),
      "example:size": fc.constantFrom("big", "small"),
      "example:deep": fc.record({ "example:size": fc.oneof(amount, fc.constantFrom(...WORDS)) }),
    },
    { requiredKeys: [] },
  ),
);
export const FIELD_NAMES = ["example:color", "example:size", "other:grade"];
const fields = fc.dictionary(fc.constantFrom(...FIELD_NAMES), field, { maxKeys: 2, noNullPrototype: true });

const common = {
  deviceID: fc.constantFrom(...URIS),
  dataProcessingMethod: fc.constantFrom(...URIS),
  bizRules: fc.constantFrom(...URIS),
  time,
};
const metadata = fc.tuple(fc.record({ ...common, startTime: time, endTime: time }, { requiredKeys: [] }), fields).map(([one, more]) => {
  const [startTime, endTime] = [one.startTime, one.endTime];
  const backwards = startTime !== undefined && endTime !== undefined && Date.parse(startTime) > Date.parse(endTime);
  return { ...one, ...(backwards ? { endTime: startTime } : {}), ...more };
});
const temperature = fc.record(
  {
    ...{ value: amount, minValue: amount, maxValue: amount, meanValue: amount, sDev: amount, percValue: amount },
    uom: fc.constantFrom("CEL", "FAH", "KEL"),
    percRank: fc.integer({ min: 0, max: 100 }),
  },
  { requiredKeys: ["uom"] },
);
const report = fc
  .tuple(
    fc.constantFrom("Temperature", "RelativeHumidity", "https://example.com/measure/taste"),
    temperature,
    fc.record(
      {
        ...common,
        microorganism: fc.constantFrom(...URIS),
        chemicalSubstance: fc.constantFrom(...URIS),
        stringValue: fc.constantFrom(...WORDS),
        booleanValue: fc.boolean(),
        hexBinaryValue: fc.constantFrom("f0f0", "F0F0", "00"),
        uriValue: fc.constantFrom(...URIS),
      },
      { requiredKeys: [] },
    ),
    fields,
  )
  .map(([type, measured, rest, more]) => ({ type, ...measured, ...rest, ...more }));
const sensorElement = fc
  .tuple(fc.option(metadata, { nil: undefined }), some(report), fields)
  .map(([sensorMetadata, sensorReport, more]) => ({
    ...(sensorMetadata ? { sensorMetadata } : {}),
    sensorReport,
    ...more,
  }));

/** What an element's metadata say, no report of it says again, and nothing was measured after the event. */
function consistent({ sensorMetadata, sensorReport, ...more }: PlainEvent, eventTime: string): PlainEvent {
  const said = Object.keys(common).filter((name) => Object.hasOwn(sensorMetadata ?? {}, name));
  const plain = (members: unknown, without: readonly string[] = []): PlainEvent =>
    Object.fromEntries(
      Object.entries(members as PlainEvent)
        .filter(([name]) => !without.includes(name))
        .map(([name, value]) => [name, /^(time|startTime|endTime)$/.test(name) && isAfter(value, eventTime) ? eventTime : value]),
    );
  return {
    ...(sensorMetadata ? { sensorMetadata: plain(sensorMetadata) } : {}),
    sensorReport: (sensorReport as unknown[]).map((one) => plain(one, said)),
    ...more,
  };
}

function isAfter(time: unknown, other: string): boolean {
  return Date.parse(String(time)) > Date.parse(other);
}

const place = fc.tuple(spellingOf(PLACES), fields).map(([id, more]) => ({ id, ...more }));
const typed = (member: string, types: readonly string[], pool: readonly Thing[]) =>
  some(fc.record({ type: fc.constantFrom(...types), [member]: spellingOf(pool) }));

const shared = fc.record(
  {
    bizStep: fc.constantFrom(...STEPS),
    disposition: fc.constantFrom(...DISPOSITIONS),
    persistentDisposition: fc.constantFrom({ set: ["damaged"] }, { set: ["recalled"], unset: ["damaged"] }, { unset: ["recalled"] }),
    readPoint: place,
    bizLocation: place,
    bizTransactionList: typed("bizTransaction", ["po", "inv"], ORDERS),
    sourceList: typed("source", ["owning_party", "possessing_party"], PARTIES),
    destinationList: typed("destination", ["owning_party", "location"], [...PARTIES, ...PLACES]),
    sensorElementList: some(sensorElement),
    errorDeclaration: fc
      .tuple(
        time,
        fc.record(
          {
            reason: fc.constantFrom("did_not_occur", "incorrect_data"),
            correctiveEventIDs: some(fc.constantFrom("urn:uuid:c1", "urn:uuid:c2")),
          },
          { requiredKeys: [] },
        ),
        fields,
      )
      .map(([declarationTime, rest, more]) => ({ declarationTime, ...rest, ...more })),
  },
  { requiredKeys: [] },
);

const action = fc.constantFrom("ADD", "OBSERVE", "DELETE");
const epcs = some(spellingOf(EPCS), 3);
const quantities = some(quantityElement);
const ilmd = fields.filter((members) => Object.keys(members).length > 0);

const kinds = fc.oneof(
  fc
    .record(
      { type: fc.constant("ObjectEvent"), action, epcList: epcs, quantityList: quantities, ilmd },
      { requiredKeys: ["type", "action", "epcList"] },
    )
    .map(({ ilmd: found, ...rest }) => ({
      ...rest,
      ...(rest.action === "ADD" && found ? { ilmd: found } : {}),
    })),
  fc.record(
    {
      type: fc.constantFrom("AggregationEvent", "AssociationEvent"),
      action,
      parentID: fc.constantFrom("urn:epc:id:sscc:0614141.1999999999", ...(EPCS[4]?.spellings ?? [])),
      childEPCs: some(spellingOf(EPCS.filter(({ label }) => label !== "pallet")), 3),
      childQuantityList: quantities,
    },
    { requiredKeys: ["type", "action", "parentID", "childEPCs"] },
  ),
  fc.record(
    {
      type: fc.constant("TransactionEvent"),
      action,
      bizTransactionList: typed("bizTransaction", ["po", "inv"], ORDERS),
      epcList: epcs,
      parentID: fc.constant("urn:epc:id:sscc:0614141.1999999999"),
      quantityList: quantities,
    },
    { requiredKeys: ["type", "action", "bizTransactionList", "epcList"] },
  ),
  fc.record(
    {
      type: fc.constant("TransformationEvent"),
      inputEPCList: epcs,
      outputEPCList: epcs,
      inputQuantityList: quantities,
      outputQuantityList: quantities,
      transformationID: fc.constantFrom("urn:epc:id:gdti:0614141.00001.9", "https://example.com/transformations/1"),
      ilmd,
    },
    { requiredKeys: ["type", "inputEPCList", "outputEPCList"] },
  ),
);

/** Valid events of every type with any of the fields that queries can ask for; `number` makes each one's eventID. */
export function randomEvent(number: number): fc.Arbitrary<PlainEvent> {
  return fc.tuple(kinds, shared, fields, time).map(([kind, { persistentDisposition, sensorElementList, ...rest }, more, eventTime]) => ({
    eventID: `urn:uuid:event-${number}`,
    eventTime,
    eventTimeZoneOffset: "+00:00",
    ...rest,
    // A declaration repeats what was wrong, whatever it was.
    ...(sensorElementList
      ? { sensorElementList: rest.errorDeclaration ? sensorElementList : sensorElementList.map((one) => consistent(one, eventTime)) }
      : {}),
    // The official schema has it for these two alone.
    ...(persistentDisposition && /^(Object|Transformation)/.test(kind.type) ? { persistentDisposition } : {}),
    ...kind,
    ...more,
  }));
}

/** A fixed set of them: the same on every machine. */
export function randomEvents(count: number, seed: number): PlainEvent[] {
  return Array.from({ length: count }, (_, number) => fc.sample(randomEvent(number), { numRuns: 1, seed: seed + number })).flat();
}
