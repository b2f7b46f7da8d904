import { z } from "zod";
import type { App } from "../../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../../platform/context.ts";
import { addJob, type JobHandler } from "../../../../platform/jobs.ts";
import { givenUpKey, refusalKey, standingOf } from "../payments.domain.ts";
import type { KeyedAmount, PaymentProvider, ProvidersTruth } from "../payments.ports.ts";
import { CHALLENGE_CODE, isSandboxCard, type SandboxCard } from "./cards.ts";
import { findLocked, lockPayment, operate, setState, truthOf, type SandboxPayment } from "./sandbox.store.ts";
import { readWebhook } from "./sandbox-webhooks.ts";
import { tellShop } from "./tell-shop.ts";

const SETTLE_TASK = "sandbox:settle";
const TELL_TASK = "sandbox:tell";
const SETTLE_SECONDS = 2;
/** Which messages come of a payment that was decided, one after the other. */
const MESSAGES = { "sandbox:duplicate": ["decided", "decided", "decided", "asked"] } as Readonly<Record<string, readonly string[]>>;

const HELD_AT_ONCE: ReadonlySet<string> = new Set<SandboxCard>(["sandbox:approve", "sandbox:refuse", "sandbox:lapse"]);

const payload = z.object({ reference: z.string() });

/**
 * A payment provider for trying things out, with what makes real ones hard: they decline, ask, answer late, and tell twice. It keeps its
 * own books in transactions of its own, so that a process which dies between its answer and our note finds its truth again. That something is to be
 * told is written down with it, and told until the shop has taken it.
 *
 * @param webhookUrl where the shop takes its messages; null while nobody knows
 */
export function createSandbox(
  app: App,
  { webhookUrl = () => null }: { webhookUrl?: () => string | null } = {},
): { provider: PaymentProvider; jobs: Readonly<Record<string, JobHandler>> } {
  /** Decides a payment once. Whatever else is asked of it later finds it decided. */
  async function decide(ctx: Ctx, { reference, amountMinor }: SandboxPayment, kind: "authorise" | "decline", reason: string | null) {
    await operate(ctx, reference, { key: kind, kind, amountMinor: kind === "authorise" ? amountMinor : 0, reason });
    await setState(ctx, reference, "decided");
  }

  /** Why the bank does not pay what it is asked for now; null where it pays. */
  async function refusalOf(ctx: Ctx, { reference, token }: SandboxPayment, attempt: number): Promise<string | null> {
    if (token === "sandbox:refuse" && attempt === 1) return "the bank refuses to pay";
    if (token !== "sandbox:lapse") return null;
    const { heldMinor } = standingOf(await truthOf(ctx, reference));
    if (heldMinor > 0) await operate(ctx, reference, { key: "lapse", kind: "lapse", amountMinor: heldMinor, reason: null });
    return "the bank holds the money no more";
  }

  /** Takes or gives back money, once for each key. @throws when there is less of it */
  function transfer(
    reference: string,
    kind: "capture" | "refund",
    { key, amountMinor, attempt = 1 }: KeyedAmount & { attempt?: number },
    mostOf: (standing: ReturnType<typeof standingOf>) => number,
  ): Promise<ProvidersTruth> {
    return inTransaction(app, async (ctx) => {
      const payment = await findLocked(ctx, reference);
      const truth = await truthOf(ctx, reference);
      const over = new Set([key, givenUpKey(key), refusalKey(attempt, key)]);
      if (payment === undefined || truth.some((one) => over.has(one.key))) return truth;
      const reason = kind === "capture" ? await refusalOf(ctx, payment, attempt) : null;
      if (reason !== null) {
        await operate(ctx, reference, { key: refusalKey(attempt, key), kind: "refuse", amountMinor: 0, reason });
        return truthOf(ctx, reference);
      }
      if (amountMinor > mostOf(standingOf(truth))) throw new Error(`the sandbox has too little for ${key} of ${reference}`);
      await operate(ctx, reference, { key, kind, amountMinor, reason: null });
      return truthOf(ctx, reference);
    });
  }

  const provider: PaymentProvider = {
    name: "sandbox",
    knows: isSandboxCard,
    readWebhook: (raw, signature) => readWebhook(app, raw, signature),
    authorise: (request) =>
      inTransaction(app, async (ctx) => {
        const payment = await lockPayment(ctx, request);
        const { reference, token, state } = payment;
        const isFirst = state === "asked";
        if (isFirst && HELD_AT_ONCE.has(token)) await decide(ctx, payment, "authorise", null);
        else if (isFirst && token === "sandbox:decline") await decide(ctx, payment, "decline", "the bank has declined");
        else if (isFirst && token === "sandbox:challenge") {
          await operate(ctx, reference, { key: "challenge", kind: "challenge", amountMinor: 0, reason: null });
          await setState(ctx, reference, "challenged");
        } else if (isFirst) {
          const runAt = new Date(Date.now() + SETTLE_SECONDS * 1_000);
          await addJob(ctx, SETTLE_TASK, { reference }, { jobKey: `sandbox:${reference}`, runAt });
        }
        return truthOf(ctx, reference);
      }),
    answerChallenge: (reference, answer) =>
      inTransaction(app, async (ctx) => {
        const payment = await findLocked(ctx, reference);
        if (payment?.state === "challenged") {
          if (answer === CHALLENGE_CODE) await decide(ctx, payment, "authorise", null);
          else await decide(ctx, payment, "decline", "the customer gave a wrong code");
          await addJob(ctx, TELL_TASK, { reference });
        }
        return truthOf(ctx, reference);
      }),
    void: (reference) =>
      inTransaction(app, async (ctx) => {
        await lockPayment(ctx, { reference, amountMinor: 0, currency: "", token: "" });
        const truth = await truthOf(ctx, reference);
        const { state, heldMinor } = standingOf(truth);
        const isDone = state === "declined" || ((state === "authorised" || state === "captured" || state === "lapsed") && heldMinor === 0);
        if (!isDone) await operate(ctx, reference, { key: "void", kind: "void", amountMinor: heldMinor, reason: null });
        await setState(ctx, reference, "decided");
        return truthOf(ctx, reference);
      }),
    capture: (reference, asked) => transfer(reference, "capture", asked, ({ heldMinor }) => heldMinor),
    giveUp: (reference, key) =>
      inTransaction(app, async (ctx) => {
        await findLocked(ctx, reference);
        const isTaken = (await truthOf(ctx, reference)).some((one) => one.key === key);
        if (!isTaken) await operate(ctx, reference, { key: givenUpKey(key), kind: "give-up", amountMinor: 0, reason: null });
        return truthOf(ctx, reference);
      }),
    refund: (reference, asked) => transfer(reference, "refund", asked, ({ capturedMinor, refundedMinor }) => capturedMinor - refundedMinor),
  };

  return {
    provider,
    jobs: {
      [SETTLE_TASK]: (running, given) =>
        inTransaction(running, async (ctx) => {
          const payment = await findLocked(ctx, payload.parse(given).reference);
          if (payment?.state !== "asked") return;
          await decide(ctx, payment, "authorise", null);
          await addJob(ctx, TELL_TASK, { reference: payment.reference });
        }),
      async [TELL_TASK](running, given) {
        const { reference } = payload.parse(given);
        const payment = await inTransaction(running, (ctx) => findLocked(ctx, reference));
        // One that failed in between is sent again from the first on, as providers do: each is taken once.
        for (const what of MESSAGES[payment?.token ?? ""] ?? ["decided"])
          await tellShop(running, webhookUrl(), { id: `${reference}:${what}`, reference });
      },
    },
  };
}
