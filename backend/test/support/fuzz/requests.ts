import fc from "fast-check";
import { isAble, type Caller } from "./callers.ts";
import type { Operation, Parameter } from "./operations.ts";
import { valueOf, type Known } from "./values.ts";
import { spoilt, wrong, wrongText } from "./wrong.ts";

/** A request as it goes out; sending it again sends the same bytes. */
export interface Asked {
  operation: Operation;
  method: string;
  /** Path and query, percent-encoded or not. */
  target: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** Whose credentials go with it. */
  as: string;
}

export interface Choices {
  known: Known;
  callers: readonly Caller[];
}

type Values = Readonly<Record<string, unknown>>;

const ODD_HEADERS: Readonly<Record<string, readonly string[]>> = {
  Accept: [
    "text/css",
    "*/*;q=0",
    "application/*",
    "application/ld+json",
    "application/xml, */*;q=0.1",
    "a/b;;;=,",
    "application/problem+json",
  ],
  "Idempotency-Key": ["k", "x".repeat(201), "é", "a b", "\t"],
  "If-None-Match": ["*", 'W/"x"', '"', "x".repeat(500)],
  Range: ["bytes=0-1", "bytes=9-0", "items=x"],
  Cookie: ["a=b", "__Host-waybill-refresh=x", "=;=;", "x".repeat(3_000)],
  Origin: ["https://evil.example", "null", "x"],
  "X-Forwarded-For": ["127.0.0.1", "nonsense, ,"],
  "X-Forwarded-Host": ["evil.example"],
  "X-HTTP-Method-Override": ["DELETE"],
  "Accept-Language": ["xx-YY;q=2", "x".repeat(200)],
  "GS1-EPC-Format": ["Never", "Always_EPC_URN", "x"],
  "GS1-CBV-XML-Format": ["x"],
  "GS1-EPCIS-Version": ["9.9", "2.0.0"],
  "GS1-Capture-Error-Behaviour": ["x", "proceed"],
};
const ODD_TYPES = [
  "text/plain",
  "application/xml",
  "application/json; charset=utf-16",
  "multipart/form-data; boundary=x",
  ";",
  "",
  "application/cbor",
];
const RAW_BODIES = [
  "",
  "{",
  "[]",
  "null",
  '"x"',
  "0",
  '{"a":1,"a":2}',
  "\ufeff{}",
  "<a/>",
  '{"__proto__":{"x":1}}',
  "[".repeat(9_000),
  `${'{"a":'.repeat(200)}1${"}".repeat(200)}`,
  '{"a":1e999}',
  "a=b&c=d",
];

/** Requests to one operation: as described, with one thing wrong, or with much wrong. */
export function requestsTo(operation: Operation, { known: all, callers }: Choices): fc.Arbitrary<Asked> {
  const known = knownTo(operation, all);
  const { able, as } = callersOf(operation, callers);
  const usual = valuesFor(operation, known);
  const names = operation.parameters.map(({ name }) => name);
  const wrongOrLeftOut = fc.oneof({ weight: 9, arbitrary: wrong }, fc.constant(undefined));
  const oneWrong = fc
    .tuple(usual, fc.constantFrom(...(names.length > 0 ? names : ["added"])), wrongOrLeftOut)
    .map(([values, name, value]) => ({ ...values, [name]: value }));
  const bodies = Object.entries(operation.bodies);
  const body = describedBody(operation, known);
  const badBody =
    bodies.length === 0 ? fc.constant(null) : fc.oneof(...bodies.map(([type, schema]) => bodyOf(type, spoilt(valueOf(schema, known)))));
  const rawBody = fc.record({
    type: fc.constantFrom(...Object.keys(operation.bodies), ...ODD_TYPES),
    text: fc.oneof(fc.constantFrom(...RAW_BODIES), wrongText),
  });
  const noHeaders = fc.constant<Record<string, string>>({});
  const asked = (
    values: fc.Arbitrary<Values>,
    sent: fc.Arbitrary<Sent | null>,
    headers: fc.Arbitrary<Record<string, string>>,
    by: fc.Arbitrary<string> = as,
  ) => fc.tuple(values, sent, headers, by).map(([given, what, more, who]) => write(operation, given, what, more, who));
  return fc.oneof(
    { weight: 4, arbitrary: asked(usual, body, noHeaders) },
    { weight: 6, arbitrary: asked(usual, body, noHeaders, able) },
    { weight: 3, arbitrary: asked(oneWrong, body, noHeaders) },
    { weight: bodies.length === 0 ? 1 : 4, arbitrary: asked(usual, badBody, noHeaders) },
    { weight: 1, arbitrary: asked(usual, rawBody, noHeaders) },
    { weight: 1, arbitrary: asked(usual, body, oddHeaders()) },
  );
}

/** Requests to one operation as it is described, by somebody who may ask. */
export function describedTo(operation: Operation, { known: all, callers }: Choices): fc.Arbitrary<Asked> {
  const known = knownTo(operation, all);
  return fc
    .tuple(valuesFor(operation, known), describedBody(operation, known), callersOf(operation, callers).able)
    .map(([values, sent, as]) => write(operation, values, sent, {}, as));
}

/** What is known of a name after the path of one operation counts there, before what is known of the name anywhere. */
function knownTo({ path }: Operation, known: Known): Known {
  const own = Object.entries(known).filter(([name]) => name.startsWith(`${path} `));
  return { ...known, ...Object.fromEntries(own.map(([name, values]) => [name.slice(path.length + 1), values])) };
}

/** Anybody, and half of the time somebody who may: of a dozen that ask for what admins do hardly one is let through. */
function callersOf(operation: Operation, callers: readonly Caller[]): { able: fc.Arbitrary<string>; as: fc.Arbitrary<string> } {
  const nameOf = ({ name }: Caller) => name;
  const anybody = fc.constantFrom(...callers.map(nameOf));
  const names = callers.filter((caller) => isAble(caller, operation)).map(nameOf);
  const able = names.length === 0 ? anybody : fc.constantFrom(...names);
  return { able, as: fc.oneof(anybody, able) };
}

function describedBody({ bodies }: Operation, known: Known): fc.Arbitrary<Sent | null> {
  const each = Object.entries(bodies).map(([type, schema]) => bodyOf(type, valueOf(schema, known)));
  return each.length === 0 ? fc.constant(null) : fc.oneof(...each);
}

interface Sent {
  type: string;
  text: string;
}

function bodyOf(type: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Sent> {
  if (type === "application/x-www-form-urlencoded") return value.map((fields) => ({ type, text: formOf(fields) }));
  if (!type.includes("json")) return wrongText.map((text) => ({ type, text }));
  return value.map((one) => ({ type, text: JSON.stringify(one) ?? "" }));
}

function formOf(fields: unknown): string {
  if (typeof fields !== "object" || fields === null) return String(fields);
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.append(name, textOf(value).toWellFormed());
  return form.toString();
}

function valuesFor({ path, parameters }: Operation, known: Known): fc.Arbitrary<Values> {
  const nameIn = ({ name, in: where }: Parameter) =>
    Object.keys(known)
      .filter((key) => where === "path" && path.startsWith(key) && key.lastIndexOf("{") === key.indexOf(`{${name}}`))
      .sort((a, b) => b.length - a.length)[0] ?? name;
  const members = parameters.map((one) => {
    const value = valueOf(one.schema, known, nameIn(one));
    // Half of the time: of all that narrows a list hardly anything would be left, and of pages none but the first is there.
    return [one.name, one.required ? value : fc.option(value, { freq: 2, nil: undefined })] as const;
  });
  return fc.record(Object.fromEntries(members));
}

function oddHeaders(): fc.Arbitrary<Record<string, string>> {
  const one = fc
    .constantFrom(...Object.keys(ODD_HEADERS))
    .chain((name) => fc.constantFrom(...(ODD_HEADERS[name] ?? [""])).map((value) => [name, value]));
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((list) => Object.fromEntries(list) as Record<string, string>);
}

function write(operation: Operation, values: Values, sent: Sent | null, more: Readonly<Record<string, string>>, as: string): Asked {
  const { method, parameters } = operation;
  const query = new URLSearchParams();
  const headers: Record<string, string> = { ...(sent ? { "Content-Type": sent.type } : {}), ...more };
  let target = operation.path;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const where = parameters.find((parameter) => parameter.name === name)?.in ?? "query";
    const text = textOf(value).toWellFormed();
    if (where === "path") target = target.replace(`{${name}}`, encodeURIComponent(text) || "%20");
    else if (where === "query") query.append(name, text);
    else headers[name] = text;
  }
  const search = query.toString();
  return { operation, method, target: search === "" ? target : `${target}?${search}`, headers, body: sent?.text ?? null, as };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : Array.isArray(value) ? value.map(textOf).join("|") : (JSON.stringify(value) ?? "");
}
