import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { recallIn, type RecallNotice } from "@waybill/protocol/recall/recall-in";
import { type GivenAnswer, standingOf, type TaskStanding } from "@waybill/protocol/recall/standing";
import type { Addressee } from "@waybill/protocol/recall/vocabulary";
import type { RecallSummary, RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import type { StatementChain } from "../traceability/traceability.queries.ts";
import { commitmentsAbout, statementTexts, subjectsNamedBy, type StatementText } from "../traceability/traceability.queries.ts";
import { holdersOf } from "./holders.ts";
import { type EscalationRow, escalationsOf } from "./escalations.store.ts";
import { answersTo, findRecall, RECALLS, type RecallRow, type TaskRow, tasksOf } from "./recalls.store.ts";
import { holderViews, simulateRecall, type ReachSources } from "./simulate.ts";

type Reading = Pick<Ctx, "tx" | "clock">;

export interface RecallsFilter {
  author?: Address | undefined;
  holder?: Address | undefined;
  about?: string | undefined;
  state?: "open" | "ended" | undefined;
  after: string | null;
  limit: number;
}

export interface ViewSources extends ReachSources {
  chain: Pick<StatementChain, "stateOf" | "anchoringsOf">;
}

/** Newest first; `after` is the notice that ended the page before. */
export async function listRecalls(ctx: Reading, sources: ViewSources, filter: RecallsFilter) {
  const { author, holder, about, state, after, limit } = filter;
  const named = about === undefined ? null : await commitmentsAbout(ctx, about);
  const rows = await selectRows<RecallRow>(
    ctx,
    `SELECT * FROM (${RECALLS}) r
     WHERE ($1::text IS NULL OR r.account = $1)
       AND ($2::text IS NULL OR EXISTS (SELECT FROM recall_tasks t WHERE t.notice = r.notice AND t.account = $2))
       AND ($3::text[] IS NULL OR r.notice = ANY($3))
       AND ($4::text IS NULL OR ($4 = 'ended') = (r."endedBy" IS NOT NULL))
       AND ($5::text IS NULL OR r.sequence < (SELECT sequence FROM recalls WHERE notice = $5))
     ORDER BY r.sequence DESC LIMIT $6`,
    [author ?? null, holder ?? null, named, state ?? null, after, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const files = await openFiles(ctx, sources, shown);
  return { items: files.map((file) => summaryOf(file, holder)), next: rows.length > limit ? (shown.at(-1)?.notice ?? null) : null };
}

/** One recall with everybody whom it asks; undefined when its notice is not stored here (any more). */
export async function findRecallView(ctx: Reading, sources: ViewSources, notice: Hex32): Promise<RecallView | undefined> {
  const row = await findRecall(ctx, notice);
  const [file] = row === undefined ? [] : await openFiles(ctx, sources, [row]);
  if (row === undefined || file === undefined) return undefined;
  const forwardedBy = await selectRows<{ notice: Hex32 }>(ctx, `SELECT notice FROM (${RECALLS}) r WHERE forwards = $1 ORDER BY sequence`, [
    row.notice,
  ]);
  const passedOn = [
    ...(
      await subjectsNamedBy(
        ctx,
        forwardedBy.map(({ notice }) => notice),
      )
    ).values(),
  ].flat();
  const named = new Set<string>([...file.subjects, ...passedOn]);
  const { scope, openOrders, stoppedBy } = await simulateRecall(ctx, sources, file.subjects);
  const reached = await holdersOf(ctx, sources.custody, file.subjects);
  return {
    ...summaryOf(file),
    instruction: file.notice.instruction,
    subjects: file.subjects,
    forwards: row.forwards,
    forwardedBy: forwardedBy.map(({ notice }) => notice),
    endedBy: row.endedBy,
    opened: row.openedAt !== null,
    tasks: await taskViews(ctx, sources, file),
    unreached: (await holderViews(ctx, reached)).unreached,
    openOrders,
    unnamed: scope.filter((subject) => !named.has(subject)),
    truncated: reached.isCut || stoppedBy !== null,
  };
}

/** The answers to notices, with what each covers. */
export async function givenAnswers(ctx: Pick<Ctx, "tx">, notices: readonly Hex32[]): Promise<Map<Hex32, (GivenAnswer & Told)[]>> {
  const rows = await answersTo(ctx, notices);
  const commitments = rows.map(({ commitment }) => commitment);
  const texts = await statementTexts(ctx, commitments);
  const subjects = await subjectsNamedBy(ctx, commitments);
  const answers = rows.flatMap(({ commitment, notice, account }) => {
    const text = texts.get(commitment);
    const recall = text === undefined ? undefined : recallIn(parseLosslessObject(text.eventJson));
    if (text === undefined || recall?.kind !== "answer") return [];
    const covered = (subjects.get(commitment) ?? []) as Subject[];
    return [{ notice, account, commitment, outcome: recall.outcome, subjects: covered, note: recall.note, eventTime: text.eventTime }];
  });
  return Map.groupBy(answers, ({ notice }) => notice);
}

interface Told {
  note: string | null;
  eventTime: Date;
}

/** All that is known of one recall. */
interface RecallFile {
  row: RecallRow;
  text: StatementText;
  notice: RecallNotice;
  author: Party;
  proof: RecallSummary["proof"];
  subjects: Subject[];
  tasks: { task: TaskRow; standing: TaskStanding; escalations: EscalationRow[] }[];
  answers: (GivenAnswer & Told)[];
}

async function openFiles(ctx: Reading, { chain }: Pick<ViewSources, "chain">, rows: readonly RecallRow[]): Promise<RecallFile[]> {
  const notices = rows.map(({ notice }) => notice);
  const texts = await statementTexts(ctx, notices);
  const subjects = await subjectsNamedBy(ctx, notices);
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  const progress = await chain.stateOf(ctx, notices);
  const tasks = Map.groupBy(await tasksOf(ctx, notices), ({ notice }) => notice);
  const answers = await givenAnswers(ctx, notices);
  const escalations = Map.groupBy(await escalationsOf(ctx, notices), ({ record }) => `${record.notice} ${record.account}`);
  return rows.flatMap((row) => {
    const text = texts.get(row.notice);
    const notice = text === undefined ? undefined : recallIn(parseLosslessObject(text.eventJson));
    if (text === undefined || notice?.kind !== "notice") return [];
    const given = answers.get(row.notice) ?? [];
    const asked = { answerBy: row.answerBy, openedAt: row.openedAt, isEnded: row.endedBy !== null, now: ctx.clock.now() };
    return [
      {
        ...{ row, text, notice, answers: given },
        author: parties.get(row.account) ?? { account: row.account, name: null, gln: null, country: null },
        proof: progress.get(row.notice)?.state ?? "stored",
        subjects: (subjects.get(row.notice) ?? []) as Subject[],
        tasks: (tasks.get(row.notice) ?? []).map((task) => ({
          task,
          standing: standingOf(task, given, asked),
          escalations: escalations.get(`${row.notice} ${task.account}`) ?? [],
        })),
      },
    ];
  });
}

function summaryOf({ row, text, notice, author, proof, subjects, tasks }: RecallFile, holder?: Address): RecallSummary {
  const own = tasks.find(({ task }) => task.account === holder);
  const count = (state: string) => tasks.filter(({ standing }) => standing.state === state).length;
  return {
    ...{ commitment: row.notice, author, authorship: text.kind, proof },
    ...{ reason: notice.reason, risk: notice.risk, eventTime: text.eventTime.toISOString() },
    answerBy: row.answerBy?.toISOString() ?? null,
    state: row.endedBy === null ? "open" : "ended",
    counts: { subjects: subjects.length, asked: tasks.length, answered: count("answered"), overdue: count("overdue") },
    escalated: { holder: lateFor(tasks, "holder"), author: lateFor(tasks, "author"), everybody: lateFor(tasks, "everybody") },
    asked: own === undefined ? null : { state: own.standing.state, escalatedTo: own.escalations.at(-1)?.record.to ?? null },
  };
}

function lateFor(tasks: RecallFile["tasks"], addressee: Addressee): number {
  return tasks.filter(
    ({ standing, escalations }) => standing.state === "overdue" && escalations.some(({ record }) => record.to === addressee),
  ).length;
}

/** How many holders of each notice are late for everybody to know. Notices of no recall are absent. */
export async function silentHolders(
  ctx: Reading,
  sources: Pick<ViewSources, "chain">,
  notices: readonly Hex32[],
): Promise<Map<Hex32, number>> {
  const rows = await selectRows<RecallRow>(ctx, `SELECT * FROM (${RECALLS}) r WHERE r.notice = ANY($1)`, [notices]);
  return new Map((await openFiles(ctx, sources, rows)).map(({ row, tasks }) => [row.notice, lateFor(tasks, "everybody")]));
}

async function taskViews(ctx: Reading, { chain }: ViewSources, { tasks, answers }: RecallFile): Promise<RecallView["tasks"]> {
  const parties = await partiesByAccount(
    ctx,
    tasks.map(({ task }) => task.account),
  );
  const progress = await chain.stateOf(
    ctx,
    [...answers, ...tasks.flatMap(({ escalations }) => escalations)].map(({ commitment }) => commitment),
  );
  const stateOf = (commitment: Hex32) => progress.get(commitment)?.state ?? ("stored" as const);
  const told = new Map(answers.map((answer) => [answer.commitment, answer]));
  return tasks.map(({ task: { account, subjects }, standing, escalations }) => ({
    party: parties.get(account) ?? { account, name: null, gln: null, country: null },
    ...{ subjects, open: standing.open, state: standing.state },
    escalations: escalations.map(({ commitment, record: { tier, to, at } }) => ({ tier, to, at, commitment, state: stateOf(commitment) })),
    answers: standing.answers.map(({ commitment, outcome, subjects: covered }) => ({
      ...{ commitment, outcome, subjects: [...covered], note: told.get(commitment)?.note ?? null },
      eventTime: told.get(commitment)?.eventTime.toISOString() ?? "",
      state: stateOf(commitment),
    })),
  }));
}
