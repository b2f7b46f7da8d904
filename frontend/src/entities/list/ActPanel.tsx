import { useEffect, useId, useRef, useState } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { wantsProof } from "../../lib/session/create-session.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { useConsole } from "../console/console.ts";
import { ProveAgain } from "../session/ProveAgain.tsx";
import { useStepUp } from "../session/use-step-up.ts";
import type { ListAct } from "./definition.ts";
import { Outcome, type Failure } from "./Outcome.tsx";

const MAX_ANSWER = 500;

interface ActPanelProps<Item> {
  act: ListAct<Item>;
  items: readonly Item[];
  nameOf: (item: Item) => string;
  /** Something was changed. */
  onDone: () => void;
  /** The panel has nothing more to say. */
  onLeave: () => void;
}

type Stand = { kind: "asked" } | { kind: "running"; done: number } | { kind: "over"; done: number; failures: Failure[]; isBroken: boolean };

/** Shows what an act would strike, asks for a fresh proof where the server wants one, does it with one item after the other, and tells how it went. */
export function ActPanel<Item>({ act, items, nameOf, onDone, onLeave }: ActPanelProps<Item>) {
  const { me, chainId } = useConsole();
  const { wanted, run } = useStepUp();
  const [stand, setStand] = useState<Stand>({ kind: "asked" });
  const [fit] = useState(() => items.filter((item) => act.appliesTo?.(item) ?? true));
  const [answer, setAnswer] = useState("");
  const title = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const go = async () => {
    const failures: Failure[] = [];
    let [done, isBroken] = [0, false];
    for (const item of fit) {
      setStand({ kind: "running", done });
      try {
        await run(() => act.perform(item, answer.trim()));
        done++;
      } catch (error) {
        failures.push({ name: nameOf(item), error });
        // Whoever does not prove who it is will not do so for the next one.
        isBroken = wantsProof(error);
        if (isBroken) break;
      }
    }
    setStand({ kind: "over", done, failures, isBroken });
    if (done > 0) onDone();
  };
  return (
    <div
      ref={place}
      tabIndex={-1}
      role="group"
      aria-labelledby={title}
      className="space-y-4 rounded-xl border border-line-strong bg-surface p-5"
    >
      <h2 id={title} className="text-xl">
        <T id={act.question} values={{ count: fit.length }} />
      </h2>
      {stand.kind === "over" ? (
        <Outcome {...stand} said={act.done} onLeave={onLeave} />
      ) : (
        <>
          {fit.length < items.length && (
            <p className="text-muted">
              <T id="list.act.left-out" values={{ count: items.length - fit.length }} />
            </p>
          )}
          {fit.length > 0 && act.reach(fit)}
          {act.asks !== undefined && fit.length > 0 && (
            <Field label={<T id={act.asks.label} />} className="max-w-md">
              <Input
                type={act.asks.kind === "day" ? "date" : "text"}
                maxLength={act.asks.kind === "day" ? undefined : MAX_ANSWER}
                value={answer}
                onValueChange={setAnswer}
              />
            </Field>
          )}
          <ProveAgain chainId={chainId} me={me} wanted={wanted} />
          {stand.kind === "running" && fit.length > 1 && (
            <p role="status">
              <T id="list.act.running" values={{ done: stand.done, count: fit.length }} />
            </p>
          )}
          <div className="flex flex-wrap gap-3">
            {fit.length > 0 && (
              <Button
                look={act.isDangerous ? "danger" : "primary"}
                disabled={act.asks !== undefined && answer.trim() === ""}
                busy={stand.kind === "running"}
                onClick={() => void go()}
              >
                <T id={act.label} />
              </Button>
            )}
            <Button look="quiet" disabled={stand.kind === "running"} onClick={onLeave}>
              <T id="list.act.leave" />
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
