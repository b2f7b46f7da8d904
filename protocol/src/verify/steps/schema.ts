import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { EventBundle } from "../../schemas/bundle.ts";
import { failed, passed, type Finding } from "../step.ts";

/** The event is valid EPCIS 2.0. The validator is large, so it is loaded only here. */
export async function checkSchema({ event }: Pick<EventBundle, "event">): Promise<Finding> {
  const { validateEpcis } = await import("../../schemas/epcis/validate-epcis.ts");
  const [problem] = validateEpcis(event as JsonObject);
  return problem === undefined
    ? passed("The bundle has the expected form, and its event is valid EPCIS 2.0.")
    : failed(`The event is not valid EPCIS 2.0: ${problem.pointer || "/"} ${problem.message}.`, { pointer: problem.pointer });
}
