import type { CaptureJob } from "../../schemas/api/traceability.ts";
import type { Problem } from "../../schemas/problem.ts";
import { extensionMarkup } from "./extension.ts";
import { element, textElement, type Attributes } from "./markup.ts";
import { createNaming, type Naming } from "./naming.ts";

const EPCIS = { epcis: "urn:epcglobal:epcis:xsd:2" };
const OURS = { waybill: "urn:waybill:ns:" };
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Problem details as the XML schema of EPCIS 2.0 has them, an `EPCISException`; what only ours say stands behind, in a namespace of ours. */
export function problemXml(problem: Problem): string {
  const naming = createNaming(OURS, EPCIS);
  const content = problemMarkup(problem, naming);
  return DECLARATION + element("epcis:EPCISException", naming.declarations(), content);
}

/** A capture job as the XML schema of EPCIS 2.0 has it; its statements stand behind, in a namespace of ours. */
export function captureJobXml({ captureID, running, success, statements, errors, ...job }: CaptureJob): string {
  const naming = createNaming(OURS, EPCIS);
  const texts = [job.captureErrorBehaviour, job.createdAt, job.finishedAt].map((text, index) =>
    text === undefined ? "" : textElement(["captureErrorBehaviour", "createdAt", "finishedAt"][index] ?? "", text),
  );
  const refusals = errors.map((problem) => element("error", [], problemMarkup(problem, naming))).join("");
  const content =
    texts.join("") + (refusals === "" ? "" : element("errors", [], refusals)) + extensionMarkup("waybill:statement", statements, naming);
  const attributes: Attributes = [
    ["running", String(running)],
    ["success", String(success)],
    ["captureID", captureID],
  ];
  return DECLARATION + element("epcis:EPCISCaptureJob", [...naming.declarations(), ...attributes], content);
}

/** A list of resources, named by OpenAPI's rules from the schema of the official file, which XML Schema does not know. */
export function resourcesXml(members: readonly string[]): string {
  const content = textElement("type", "Collection") + members.map((member) => textElement("member", member)).join("");
  return DECLARATION + element("TopLevelResourceCollection", [], content);
}

function problemMarkup({ type, title, status, detail, instance, ...ours }: Problem, naming: Naming): string {
  const standard = Object.entries({ type, title, status, detail, instance }).map(([name, value]) =>
    value === undefined ? "" : textElement(name, String(value)),
  );
  const { errors = [], ...plain } = ours;
  const further = Object.entries({ ...plain, error: errors }).map(([name, value]) => extensionMarkup(`waybill:${name}`, value, naming));
  return standard.join("") + further.join("");
}
