import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { useEffect, useRef, useState } from "react";
import { HashChip } from "../../entities/HashChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";
import { recomputeRoot, type LeafResult } from "./recompute.ts";

const TONE: Record<LeafResult, Tone> = { matches: "passed", differs: "failed", unavailable: "unknown" };

/** The batch's commitments; on demand each path is walked up to the root in this browser. */
export function BatchRecomputation({ root, commitments }: { root: string; commitments: readonly string[] }) {
  const t = useText();
  const [results, setResults] = useState<ReadonlyMap<string, LeafResult>>(new Map());
  const running = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => () => running.current?.abort(), []);

  const run = async () => {
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setResults(new Map());
    for (const commitment of commitments) {
      const result = await recomputeRoot(commitment as Hex32, root, controller.signal).catch((): LeafResult => "unavailable");
      if (controller.signal.aborted) return;
      setResults((before) => new Map(before).set(commitment, result));
    }
    setBusy(false);
  };

  const values = [...results.values()];
  const isDone = values.length === commitments.length && values.length > 0;
  const worst: LeafResult = values.includes("differs") ? "differs" : values.includes("unavailable") ? "unavailable" : "matches";
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-4">
        <Button look="primary" busy={busy} onClick={() => void run()}>
          <T id="anchor.recompute" />
        </Button>
        {busy && (
          <div className="min-w-48 flex-1">
            <Progress done={values.length} total={commitments.length} label={t("anchor.recompute")} />
          </div>
        )}
      </div>
      {isDone && (
        <Callout className="mb-4" tone={TONE[worst]} live title={<T id={`anchor.recompute.${worst}`} />}>
          <p>
            <T id="anchor.recompute.means" />
          </p>
        </Callout>
      )}
      <ol className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {commitments.map((commitment) => {
          const result = results.get(commitment);
          return (
            <li key={commitment} className="flex flex-wrap items-center gap-2">
              <HashChip hash={commitment} kind={t("chip.commitment")} href={`/search?q=${commitment}`} />
              {result !== undefined && (
                <StatusMark tone={TONE[result]} plain>
                  <T id={`anchor.leaf.${result}`} />
                </StatusMark>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
