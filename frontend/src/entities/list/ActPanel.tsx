import { useEffect, useId, useRef, useState } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { wantsProof } from "../../lib/session/create-session.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { useConsole } from "../console/console.ts";
import { ProveAgain } from "../session/ProveAgain.tsx";
import { useStepUp } from "../session/use-step-up.ts";
import { StoppedHere, type ListAct } from "./definition.ts";
import { Outcome } from "./Outcome.tsx";
import { Results, type ItemResult } from "./Results.tsx";

const MAX_ANSWER_CHARACTERS = 500;

interface ActPanelProps<Item> {
  act: ListAct<Item>;
  items: readonly Item[];
  nameOf: (item: Item) => string;
  /** Something was changed. */
  onDone: () => void;
  /** The panel has nothing more to say. */
  onLeave: () => void;
}

/** Shows what an act would strike, asks for a fresh proof where the server wants one, does it with one item after the other, and tells of each how it went. */
export function ActPanel<Item>({ act, items, nameOf, onDone, onLeave }: ActPanelProps<Item>) {
  const { me, chainId } = useConsole();
  const { wanted, run } = useStepUp();
  const [stand, setStand] = useState<"asked" | "running" | "over">("asked");
  const [fit] = useState(() => items.filter((item) => act.appliesTo?.(item) ?? true));
  // What is tried again is the same act on the same item: the server does it once.
  const [keys] = useState(() => fit.map(() => crypto.randomUUID()));
  const [results, setResults] = useState<readonly ItemResult[]>(() => fit.map((item) => ({ name: nameOf(item), state: "waits" })));
  const [answer, setAnswer] = useState("");
  const title = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const go = async () => {
    const all = results.map((one): ItemResult => (one.state === "done" ? one : { name: one.name, state: "waits" }));
    const tell = (index: number, result: Omit<ItemResult, "name">) => {
      all[index] = { name: all[index]?.name ?? "", ...result };
      setResults([...all]);
    };
    setStand("running");
    let isChanged = false;
    for (const [index, item] of fit.entries()) {
      if (all[index]?.state === "done") continue;
      tell(index, { state: "runs" });
      try {
        await run(() => act.perform(item, answer.trim(), keys[index] ?? ""));
        tell(index, { state: "done" });
        isChanged = true;
      } catch (error) {
        tell(index, wantsProof(error) ? { state: "untried" } : { state: "failed", error });
        // Whoever does not prove who it is, or lets its wallet send nothing, will not do so for the next one.
        if (!wantsProof(error) && !(error instanceof StoppedHere)) continue;
        for (const [later, { name, state }] of all.entries()) if (state === "waits") all[later] = { name, state: "untried" };
        setResults([...all]);
        break;
      }
    }
    setStand("over");
    if (isChanged) onDone();
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
      {stand === "over" ? (
        <Outcome results={results} said={act.done} onAgain={() => void go()} onLeave={onLeave} />
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
                maxLength={act.asks.kind === "day" ? undefined : (act.asks.maxCharacters ?? MAX_ANSWER_CHARACTERS)}
                disabled={stand === "running"}
                value={answer}
                onValueChange={setAnswer}
              />
            </Field>
          )}
          <ProveAgain chainId={chainId} me={me} wanted={wanted} />
          {stand === "running" && act.meanwhile}
          {stand === "running" && fit.length > 1 && (
            <>
              <p role="status">
                <T id="list.act.running" values={{ done: results.filter(({ state }) => state === "done").length, count: fit.length }} />
              </p>
              <Results results={results} />
            </>
          )}
          <div className="flex flex-wrap gap-3">
            {fit.length > 0 &&
              (act.before ?? (
                <Button
                  look={act.isDangerous ? "danger" : "primary"}
                  disabled={act.asks !== undefined && answer.trim() === ""}
                  busy={stand === "running"}
                  onClick={() => void go()}
                >
                  <T id={act.label} />
                </Button>
              ))}
            <Button look="quiet" disabled={stand === "running"} onClick={onLeave}>
              <T id="list.act.leave" />
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
