import { systemRandom } from "../../../platform/ids.ts";
import { writeWork } from "./capture-jobs.ts";
import { checkEvents } from "./check-events.ts";
import { locationChildrenOf } from "./location-children.ts";
import { prepareStatement } from "./prepare-statement.ts";
import { readCapture, type CaptureRequest } from "./read-capture.ts";

/**
 * What a job has to store of a document of claims, as the JSON text that it is kept as; null when anything about the document is wrong: who
 * asks finds out what. Signatures are not looked at, so signed documents are none of this.
 */
export async function prepareDocument(request: CaptureRequest): Promise<string | null> {
  try {
    const read = readCapture(request);
    if (read.isSigned) return null;
    const { events, problems } = await checkEvents(read);
    if (problems.size > 0) return null;
    const statements = events.map((captured) => prepareStatement(captured, systemRandom).statement);
    return writeWork({ statements, places: locationChildrenOf(read.document) });
  } catch {
    return null;
  }
}
