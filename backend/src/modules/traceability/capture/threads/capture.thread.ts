import { parentPort } from "node:worker_threads";
import { prepareDocument } from "../prepare-document.ts";
import type { CaptureRequest } from "../read-capture.ts";

/** The other side of `capture-threads.ts`: one answer for each request. */
parentPort?.on("message", async ({ id, request }: { id: number; request: CaptureRequest }) => {
  parentPort?.postMessage({ id, input: await prepareDocument(request) });
});
