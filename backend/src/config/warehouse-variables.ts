import { countryCode } from "@waybill/protocol/schemas/api/catalogue";
import { warehouseName } from "@waybill/protocol/schemas/api/stock";
import { warehouseTerms } from "@waybill/protocol/schemas/warehouse/registration";
import { gln } from "@waybill/protocol/identifiers/keys";
import { z } from "zod";
import { privateKey, serviceSecrets, variable, VARIABLES } from "./variables.ts";

const { WAYBILL_HOME, WAYBILL_MODE, DATABASE_URL_FILE, TRUST_PROXY, RATE_LIMIT_PER_MINUTE, LOG_LEVEL, FAULT_AT, HOST } = VARIABLES;
const { minorPerShipment, minorPerUnit, minorPerTonneKilometre, co2eMilligramsPerTonneKilometre } = warehouseTerms.shape;

const wholeNumber = z
  .string()
  .regex(/^\d{1,10}$/, "must be a whole number")
  .transform(Number);
const place = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ""));

/** Every variable that the warehouse program reads; the table of docs/guides/warehouse.md is checked against this one. */
export const WAREHOUSE_VARIABLES = Object.freeze({
  PORT: variable({
    schema: z.coerce.number().int().min(0).max(65535),
    default: "3100",
    description: "Port for the shop, the API of the floor and its pages.",
  }),
  HOST,
  WAYBILL_HOME,
  WAYBILL_MODE,
  DATABASE_URL: variable({
    schema: z.url({ protocol: /^postgres(ql)?$/ }),
    description: "Postgres of this warehouse alone; the shop has another.",
    secret: true,
  }),
  DATABASE_URL_FILE,
  DATABASE_OWNER_URL: variable({
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    description: "The same database as its owner, for `waybill migrate` alone; by default DATABASE_URL is the owner.",
    secret: true,
  }),
  DATABASE_OWNER_URL_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds DATABASE_OWNER_URL instead." }),
  STORE_URL: variable({ schema: place, description: "Where the shop is: scheme, host and, behind a proxy, a path." }),
  SERVICE_TOKEN: variable({
    schema: z.string().regex(/^[\x21-\x7e]{16,500}$/, "must be 16 to 500 printable characters"),
    description: "What this warehouse and the shop show each other, from `npm run waybill -- warehouse token`.",
    secret: true,
  }),
  SERVICE_TOKEN_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File that holds SERVICE_TOKEN instead; a new token is taken over without a restart.",
  }),
  SERVICE_SECRET: variable({
    schema: serviceSecrets.optional(),
    description:
      "The shop's own secret, for whoever runs both: the token is made of it, the first where there are two, where none is given.",
    secret: true,
  }),
  SERVICE_SECRET_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds SERVICE_SECRET instead." }),
  WAREHOUSE_ID: variable({ schema: warehouseName, description: "Short name of the warehouse, as the shop knows it: `alpha`." }),
  WAREHOUSE_NAME: variable({ schema: z.string().trim().min(1).max(100), description: "Its name as people read it: `Alpha`." }),
  WAREHOUSE_URL: variable({ schema: place, description: "Where the shop reaches this program: scheme, host and, behind a proxy, a path." }),
  WAREHOUSE_COUNTRY: variable({ schema: countryCode, description: "Country that it is in, in two letters: `DE`." }),
  WAREHOUSE_LATITUDE: variable({ schema: z.coerce.number().min(-90).max(90), description: "Where it is, in degrees north." }),
  WAREHOUSE_LONGITUDE: variable({ schema: z.coerce.number().min(-180).max(180), description: "Where it is, in degrees east." }),
  WAREHOUSE_GLN: variable({ schema: gln.optional(), description: "Global Location Number of the place, which its events then name." }),
  MINOR_PER_SHIPMENT: variable({
    schema: wholeNumber.pipe(minorPerShipment),
    default: "0",
    description: "What a shipment costs, in minor units of the shop's currency.",
  }),
  MINOR_PER_UNIT: variable({
    schema: wholeNumber.pipe(minorPerUnit),
    default: "0",
    description: "What picking and packing one unit costs, in minor units.",
  }),
  MINOR_PER_TONNE_KILOMETRE: variable({
    schema: wholeNumber.pipe(minorPerTonneKilometre),
    default: "0",
    description: "What its carriage costs for a tonne over a kilometre, in minor units.",
  }),
  CO2E_MILLIGRAMS_PER_TONNE_KILOMETRE: variable({
    schema: wholeNumber.pipe(co2eMilligramsPerTonneKilometre),
    default: "0",
    description: "What its carriage emits for a tonne over a kilometre, well to wheel, in milligrams of CO2e.",
  }),
  SSCC_PREFIX: variable({
    schema: z.string().regex(/^\d{7,13}$/, "must be 7 to 13 digits"),
    description: "GS1 company prefix of the SSCCs of its parcels, with further digits where several warehouses share one.",
  }),
  ACTOR_KEY: variable({
    schema: privateKey.optional(),
    description: "Key that signs its events and holds what it packs; without one nothing is proven.",
    secret: true,
  }),
  ACTOR_KEY_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds ACTOR_KEY instead." }),
  ACTOR_KEYSTORE_FILE: variable({ schema: z.string().min(1).optional(), description: "Encrypted file that holds ACTOR_KEY instead." }),
  ACTOR_KEYSTORE_PASSWORD_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File that holds the password of ACTOR_KEYSTORE_FILE.",
  }),
  PERSONAL_KEY_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File with the key that wraps the keys of where parcels go; otherwise made in WAYBILL_HOME.",
  }),
  PERSONAL_DATA_KEYS: variable({
    schema: z.string().min(1).optional(),
    description:
      "Folder with one wrapped key for each parcel's address, never in a backup of the database; otherwise made in WAYBILL_HOME.",
  }),
  FRONTEND_DIR: variable({
    schema: z.string().min(1).optional(),
    description: "Folder of the built pages; without it only the API is served.",
  }),
  STAFF_DEVICES: variable({
    schema: z.enum(["required", "off"]).optional(),
    description:
      "Whether staff signs in from known devices alone, `required`, or with name and password from any, `off`; by default off in development alone.",
  }),
  RATE_LIMIT_PER_MINUTE,
  TRUST_PROXY,
  LOG_LEVEL,
  FAULT_AT,
} as const);
