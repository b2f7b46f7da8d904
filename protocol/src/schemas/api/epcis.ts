import { z } from "zod";

/** `@context` of JSON-LD, as the official file has it. */
const ldContext = z.union([
  z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
  z.string(),
  z.record(z.string(), z.unknown()),
]);

const list = (item: z.ZodType) => z.array(item).optional();
const text = z.string();
const object = z.looseObject({});
const quantities = list(z.object({ epcClass: text, quantity: z.number().optional(), uom: text.optional() }));
const number = z.number().optional();
const sensorMetadata = z.looseObject({
  time: text.optional(),
  startTime: text.optional(),
  endTime: text.optional(),
  deviceID: text.optional(),
  deviceMetadata: text.optional(),
  rawData: text.optional(),
  dataProcessingMethod: text.optional(),
  bizRules: text.optional(),
});
const sensorReport = z.looseObject({
  type: text,
  exception: text.optional(),
  deviceID: text.optional(),
  deviceMetadata: text.optional(),
  rawData: text.optional(),
  dataProcessingMethod: text.optional(),
  bizRules: text.optional(),
  time: text.optional(),
  microorganism: text.optional(),
  chemicalSubstance: text.optional(),
  coordinateReferenceSystem: text.optional(),
  value: number,
  component: text.optional(),
  stringValue: text.optional(),
  booleanValue: z.boolean().optional(),
  hexBinaryValue: text.optional(),
  uriValue: text.optional(),
  minValue: number,
  maxValue: number,
  meanValue: number,
  sDev: number,
  percRank: number,
  percValue: number,
  uom: text.optional(),
});
const location = z.looseObject({ id: text }).optional();

/**
 * An EPCIS event as clients see it in the reference. The official JSON schema is what events are checked by; this names the members and which are
 * always there.
 */
export const epcisEvent = z.looseObject({
  "@context": ldContext.optional(),
  type: text,
  eventTime: z.iso.datetime({ offset: true }),
  recordTime: z.iso.datetime({ offset: true }).optional(),
  eventTimeZoneOffset: text,
  eventID: text.optional(),
  certificationInfo: z.union([text, z.array(text)]).optional(),
  errorDeclaration: z
    .looseObject({ declarationTime: z.iso.datetime({ offset: true }), reason: text.optional(), correctiveEventIDs: list(text) })
    .optional(),
  action: z.enum(["OBSERVE", "ADD", "DELETE"]).optional(),
  epcList: list(text),
  quantityList: quantities,
  parentID: text.optional(),
  childEPCs: list(text),
  childQuantityList: quantities,
  inputEPCList: list(text),
  inputQuantityList: quantities,
  outputEPCList: list(text),
  outputQuantityList: quantities,
  transformationID: text.optional(),
  bizStep: text.optional(),
  disposition: text.optional(),
  persistentDisposition: z.object({ set: list(text), unset: list(text) }).optional(),
  readPoint: location,
  bizLocation: location,
  bizTransactionList: list(z.object({ type: text.optional(), bizTransaction: text })),
  sourceList: list(z.object({ type: text, source: text })),
  destinationList: list(z.object({ type: text, destination: text })),
  sensorElementList: list(z.looseObject({ sensorMetadata: sensorMetadata.optional(), sensorReport: z.array(sensorReport) })),
  ilmd: object.optional(),
});

const eventList = z.array(epcisEvent);

const attribute = z.looseObject({ id: text, attribute: z.unknown().optional() });
const vocabularyList = z
  .array(
    z.looseObject({
      type: text,
      vocabularyElementList: list(z.looseObject({ id: text, attributes: list(attribute), children: list(text) })),
    }),
  )
  .optional();

/** An EPCISDocument, what capture takes. */
export const epcisDocument = z.looseObject({
  "@context": ldContext,
  id: text.optional(),
  type: z.literal("EPCISDocument"),
  schemaVersion: text,
  creationDate: z.iso.datetime({ offset: true }),
  instanceIdentifier: text.optional(),
  sender: text.optional(),
  receiver: text.optional(),
  epcisHeader: z.looseObject({ epcisMasterData: z.looseObject({ vocabularyList }).optional() }).optional(),
  epcisBody: z.object({ eventList }),
});

/** An EPCISQueryDocument, what queries answer. */
export const epcisQueryDocument = z.looseObject({
  "@context": ldContext,
  id: text.optional(),
  type: z.literal("EPCISQueryDocument"),
  schemaVersion: text.optional(),
  creationDate: z.iso.datetime({ offset: true }).optional(),
  epcisBody: z.object({
    queryResults: z.looseObject({
      queryName: text,
      subscriptionID: text.optional(),
      resultsBody: z.looseObject({ eventList, vocabularyList }),
    }),
  }),
});

/** The same in XML, which XML Schema describes better than JSON Schema could. */
export const epcisXmlQueryDocument = z
  .looseObject({})
  .meta({ xml: { name: "EPCISQueryDocument", prefix: "epcis", namespace: "urn:epcglobal:epcis-query:xsd:2" } });

/** What one capture may bring: a document, or the answer to a query elsewhere. */
export const capturedDocument = z.union([epcisDocument, epcisQueryDocument]);

/** A list of resources. */
export const resourceCollection = z.object({ "@context": ldContext, type: z.literal("Collection"), member: z.array(text) });

/** A named query. */
export const queryDefinition = z.object({ name: text.min(1).max(200), query: z.record(z.string(), z.unknown()) });
