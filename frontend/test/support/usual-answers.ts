import { textOf } from "../../../protocol/test/support/scene.ts";
import { linkedDocuments, PHOTO_CID, photoDocument, REPORT, REPORT_CID, reportDocument } from "../fixtures/documents.ts";
import {
  certificateAnswer,
  conservationAnswer,
  creditBatchAnswer,
  portfolioAnswer,
  retirementAnswer,
  rightsAnswer,
} from "../fixtures/credits.ts";
import { anchorCostsOf, feedOf, reorgsOf, senderOf, transactionsOf } from "../fixtures/engine.ts";
import { footprintAnswer, keptAnswer, tableAnswer } from "../fixtures/footprint.ts";
import { JsonRpcNode } from "../fixtures/json-rpc-node.ts";
import type { Lettuce } from "../fixtures/lettuce.ts";
import { recallAnswer, recallsAnswer, simulationAnswer } from "../fixtures/recalls.ts";
import { configOf, statusOf } from "../fixtures/system.ts";
import { quietStream } from "../fixtures/stream.ts";
import { balanceAnswer, contentsAnswer, stateAnswer, traceAnswer, traceFindingsAnswer } from "../fixtures/trace.ts";
import { actorAnswers, anchorAnswers, checkpointAnswer, eventAnswer, journeyAnswer, proofAnswer, unitAnswer } from "../fixtures/views.ts";
import { json, notFound, type Answer } from "./answer.ts";

/** Answers by path, as regular expressions; the first that fits counts. */
export function usualAnswers(lettuce: Lettuce): Record<string, Answer> {
  const anchors = anchorAnswers(lettuce);
  const actors = actorAnswers(lettuce);
  const page = (items: unknown[]) => json({ items, next: null });
  return {
    "/rpc": rpcAnswer(lettuce),
    "/api/config": json(configOf(lettuce.chain)),
    "/api/chain": json(statusOf(lettuce.chain)),
    "/api/chain/feeds": page([feedOf()]),
    "/api/chain/senders": page([senderOf(lettuce.chain)]),
    "/api/chain/transactions": page(transactionsOf(lettuce.chain)),
    "/api/chain/anchors": page(anchorCostsOf()),
    "/api/chain/reorgs": page(reorgsOf()),
    "/api/recalls": page(recallsAnswer(lettuce)),
    "/api/recalls/simulation": json(simulationAnswer(lettuce)),
    "/api/recalls/0x.*": json(recallAnswer(lettuce)),
    "/api/trace/(back|forward)": (route) => json(traceAnswer(lettuce, new URL(route.request().url()).pathname.slice(11)))(route),
    "/api/trace/state": json(stateAnswer(lettuce)),
    "/api/trace/contents": json(contentsAnswer(lettuce)),
    "/api/trace/balance": json(balanceAnswer(lettuce)),
    "/api/trace/findings": json(traceFindingsAnswer(lettuce)),
    "/api/journeys": json(journeyAnswer(lettuce)),
    "/api/journeys/bundle": (route) => route.fulfill({ contentType: "application/json", body: textOf(lettuce.bundle) }),
    "/api/events/0x[0-9a-f]+": json(eventAnswer(lettuce)),
    "/api/statements/0x[0-9a-f]+/bundle": (route) => {
      const statement = lettuce.statements.find(({ commitment }) => route.request().url().includes(commitment));
      return statement === undefined
        ? notFound(route)
        : route.fulfill({ body: textOf(lettuce.service.eventBundle(statement)), contentType: "application/json" });
    },
    "/api/statements/0x[0-9a-f]+/documents": page(linkedDocuments()),
    "/api/journeys/documents": page(linkedDocuments()),
    [`/api/documents/${REPORT_CID}`]: json(reportDocument()),
    [`/api/documents/${PHOTO_CID}`]: json(photoDocument()),
    "/api/documents/\\w+/statements": page(journeyAnswer(lettuce).statements.slice(0, 2)),
    [`/api/documents/${REPORT_CID}/content`]: (route) => route.fulfill({ contentType: "text/plain", body: REPORT }),
    "/api/footprints": page(keptAnswer()),
    "/api/footprints/(current|0x[0-9a-f]+)": json(footprintAnswer()),
    "/api/factor-tables": page([]),
    "/api/factor-tables/0x[0-9a-f]+": json(tableAnswer()),
    "/api/carbon/conservation": json(conservationAnswer()),
    "/api/carbon/batches": page([creditBatchAnswer()]),
    "/api/carbon/batches/0x[0-9a-f]+": json(creditBatchAnswer()),
    "/api/carbon/accounts/0x[0-9a-fA-F]+": json(portfolioAnswer()),
    "/api/carbon/accounts/0x[0-9a-fA-F]+/rights": json(rightsAnswer()),
    "/api/carbon/reversals": page([]),
    "/api/carbon/retirements": page([retirementAnswer()]),
    "/api/carbon/retirements/0x[0-9a-f]+": json(retirementAnswer()),
    "/api/carbon/retirements/0x[0-9a-f]+/certificate": json(certificateAnswer()),
    "/api/anchors": page([checkpointAnswer(lettuce), ...anchors]),
    "/api/anchors/0": json(anchors[0]),
    "/api/actors": page(actors),
    "/api/actors/0x[0-9a-fA-F]+": json(actors[0]),
    "/api/custody/units/0x[0-9a-f]+": json(unitAnswer(lettuce)),
    "/api/custody/units/0x[0-9a-f]+/proof": json(proofAnswer(lettuce)),
    "/api/products": page([]),
    "/api/search": page([{ kind: "product", label: "Garden salad, case of 6", value: "10860009998039" }]),
    "/api/(orders|warehouses)/events": quietStream,
    "/api/stream": (route) => route.fulfill({ contentType: "text/event-stream", body: "retry: 600000\n\n" }),
  };
}

/** The node of the demonstration chain. */
export function rpcAnswer({ chain }: Lettuce): Answer {
  const node = new JsonRpcNode(chain);
  return async (route) => route.fulfill({ contentType: "application/json", body: await node.answer(route.request().postData() ?? "") });
}
