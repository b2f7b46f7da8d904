import { SIGNED_CAPTURE_TYPE, type CaptureJob } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { StatementHashes } from "@waybill/protocol/typed-data/event-statement";
import type { App } from "../../platform/app.ts";
import { createBreather } from "../../platform/breather.ts";
import { inTransaction, type Ctx } from "../../platform/context.ts";
import { fault } from "../../platform/faults.ts";
import { problemBody } from "../../platform/http/problem-response.ts";
import { addJob } from "../../platform/jobs.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { findCapture, finishCapture, openCapture, takeCapture, writeWork, type ErrorBehaviour } from "./capture/capture-jobs.ts";
import type { CheckedEvent, PreparedStatement, StatementResult, StatementToStore } from "./capture/captured-event.ts";
import { actorProblem, checkActors, checkSignatures, mayBeRegisteredYet } from "./capture/check-authors.ts";
import { checkAgainstStored } from "./capture/check-stored.ts";
import { checkEvents, mergedProblem, type EventProblems } from "./capture/check-events.ts";
import { locationChildrenOf, storeLocationChildren } from "./capture/location-children.ts";
import { prepareStatement } from "./capture/prepare-statement.ts";
import { readCapture, readSingleEvent, type CaptureRequest, type ReadCapture } from "./capture/read-capture.ts";
import { prepareElsewhere } from "./capture/threads/capture-threads.ts";
import { lockAuthors } from "./lock-authors.ts";
import { findStatement, type StatementRow } from "./statement-rows.ts";
import type { StatementChain, StatementListener } from "./traceability.ports.ts";
import { storeStatements, storeWithLists } from "./traceability.store.ts";

/** Task that stores what a capture brought. */
export const CAPTURE_TASK = "traceability:capture";

/** From here on it is worth another thread's while. */
const LONG_CHARACTERS = 64 * 1024;

export interface TraceabilityService {
  /**
   * Takes a document. Whatever its own text, signatures or authors make wrong is refused at once, and nothing is stored
   * (`rollback`), or noted in the job (`proceed`). What remains is stored by the job.
   *
   * @returns the job as it stands
   */
  capture(request: CaptureRequest, options: { behaviour: ErrorBehaviour; traceId: string }): Promise<CaptureJob>;
  /** Takes one event and stores it before answering. */
  captureEvent(request: CaptureRequest, options: { traceId: string }): Promise<{ result: StatementResult; statement: StatementRow }>;
  /** The job's own work; safe to run again. */
  runCapture(ctx: Ctx, id: string): Promise<void>;
}

export function createTraceabilityService(deps: {
  app: App;
  chain: StatementChain;
  verifySignature: VerifySignature;
  onStored: StatementListener;
}): TraceabilityService {
  const { app, chain, verifySignature, onStored } = deps;
  const { deployment, id: chainId } = app.config.chain;
  const signingChain = { chainId, supplyChain: deployment.supplyChain };

  /** Every check that needs no lock: outside of any transaction, because wallets of contracts are asked over the network. */
  async function prepare(capture: ReadCapture): Promise<{ statements: PreparedStatement[]; problems: EventProblems }> {
    const { events, problems } = await checkEvents(capture);
    const prepared: { captured: CheckedEvent; statement: PreparedStatement; hashes: StatementHashes }[] = [];
    const breathe = createBreather();
    for (const captured of events) {
      await breathe();
      prepared.push({ captured, ...prepareStatement(captured, app.random) });
    }
    for (const [index, problem] of await checkSignatures(prepared, { chain: signingChain, verifySignature })) problems.set(index, problem);
    const signed = prepared.map(({ statement }) => statement).filter(({ index }) => !problems.has(index));
    const accounts = [...new Set(signed.map(({ account }) => account))];
    const reading = { tx: app.db.dataSource.manager };
    const actors = await chain.actorsByAccount(reading, accounts);
    if (accounts.some((account) => mayBeRegisteredYet(account, actors))) await chain.requireUpToDate(reading);
    for (const [index, problem] of checkActors(signed, actors)) problems.set(index, problem);
    return { statements: signed.filter(({ index }) => !problems.has(index)), problems };
  }

  /** A long document of claims, prepared by another thread; null for anything else, and where anything is wrong: `checked` says what. */
  async function claims(request: CaptureRequest): Promise<{ input: string; problems: EventProblems } | null> {
    if (request.principal === null || request.text.length < LONG_CHARACTERS || request.mediaType === SIGNED_CAPTURE_TYPE) return null;
    const account = request.principal.account as Address;
    const actors = await chain.actorsByAccount({ tx: app.db.dataSource.manager }, [account]);
    if (actorProblem(account, actors) !== null) return null;
    const input = await prepareElsewhere(request);
    return input === null ? null : { input, problems: new Map() };
  }

  async function checked(request: CaptureRequest, behaviour: ErrorBehaviour): Promise<{ input: string; problems: EventProblems }> {
    const read = readCapture(request);
    const { statements, problems } = await prepare(read);
    const places = read.isSigned ? [] : locationChildrenOf(read.document);
    if (problems.size > 0 && (behaviour === "rollback" || statements.length === 0)) throw mergedProblem(problems);
    return { input: writeWork({ statements, places }), problems };
  }

  async function tellStored(ctx: Ctx, statements: readonly StatementToStore[], results: readonly StatementResult[]): Promise<void> {
    const old = new Set(results.filter(({ duplicate }) => duplicate).map(({ index }) => index));
    await onStored(
      ctx,
      statements.filter(({ index }) => !old.has(index)),
    );
  }

  return {
    async capture(request, { behaviour, traceId }) {
      const { input, problems } = (await claims(request)) ?? (await checked(request, behaviour));
      const errors = [...problems]
        .sort(([a], [b]) => a - b)
        .map(([, problem]) => problemBody(problem, { path: "/epcis/capture", traceId }));
      return inTransaction(
        app,
        async (ctx) => {
          const id = await openCapture(ctx, { behaviour, input, errors });
          await addJob(ctx, CAPTURE_TASK, { id }, { jobKey: `capture:${id}` });
          await fault("capture.before_commit");
          const job = await findCapture(ctx, id);
          if (!job) throw new Error("a job that was just opened exists");
          return job;
        },
        { traceId },
      );
    },

    async captureEvent(request, { traceId }) {
      const { statements, problems } = await prepare(readSingleEvent(request));
      if (problems.size > 0) throw mergedProblem(problems);
      return inTransaction(
        app,
        async (ctx) => {
          await lockAuthors(
            ctx,
            statements.map(({ account }) => account),
          );
          const refused = await checkAgainstStored(ctx, statements);
          if (refused.size > 0) throw mergedProblem(refused);
          const results = await storeStatements(ctx, statements, null);
          await tellStored(ctx, statements, results);
          const [result] = results;
          await fault("capture.before_commit");
          const statement = result && (await findStatement(ctx, result.commitment));
          if (!statement) throw new Error("a stored statement can be read");
          return { result, statement };
        },
        { traceId },
      );
    },

    async runCapture(ctx, id) {
      const work = await takeCapture(ctx, id);
      if (!work) return;
      const { behaviour, statements, lists, places } = work;
      await lockAuthors(
        ctx,
        statements.map(({ account }) => account),
      );
      const refused = await checkAgainstStored(ctx, statements);
      const errors = [
        ...work.errors,
        ...[...refused.values()].map((problem) => problemBody(problem, { path: `/epcis/capture/${id}`, traceId: ctx.traceId })),
      ];
      const isRefused = refused.size > 0 && behaviour === "rollback";
      const accepted = isRefused ? [] : statements.filter(({ index }) => !refused.has(index));
      const taken = new Set(accepted);
      const results = await storeWithLists(ctx, { statements, lists, captureId: id, isAccepted: (statement) => taken.has(statement) });
      await tellStored(ctx, accepted, results);
      const [first] = accepted;
      if (first) await storeLocationChildren(ctx, first.account, places);
      await finishCapture(ctx, id, { errors, results });
      await fault("capture.before_finish");
    },
  };
}
