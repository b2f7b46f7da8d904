import { taskView, type TaskView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState } from "react";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Card } from "../../ui/Card.tsx";
import { useAct } from "../api/use-act.ts";
import { lookUp, useShipment } from "../api/use-floor.ts";
import { GoodsText } from "../parts/GoodsText.tsx";
import { Known } from "../parts/Known.tsx";
import { QuantityStep } from "../parts/QuantityStep.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { ScanStep } from "../parts/ScanStep.tsx";
import { Title } from "../parts/Title.tsx";
import { placeOf } from "../place.ts";
import { NextTask } from "./NextTask.tsx";
import { leftOf, TaskText } from "./TaskText.tsx";

/** Where picking has come to. `lot`: the code names none, and somebody has to look. */
type Stand = { step: "bin" | "goods" } | { step: "lot" | "quantity"; scan: string } | { step: "few"; scan: string; quantity: number };

/** Bin, goods, count: each is scanned, and held against the task. What is not there is said to be short. */
export function PickTask({ task }: { task: TaskView }) {
  const t = useText();
  const act = useAct();
  const [stand, setStand] = useState<Stand>({ step: "bin" });
  const [left] = useState(() => leftOf(task));
  const [picked, setPicked] = useState<TaskView | null>(null);
  const { data: shipment } = useShipment(task.shipment);
  const title = shipment?.goods.find(({ line, gtin }) => line === task.line && gtin === task.gtin)?.title;
  const takeBin = (code: string) => {
    if (code.toLowerCase() !== task.bin) return t("floor.pick.other-bin", { bin: task.bin, code });
    setStand({ step: "goods" });
    return null;
  };
  const takeGoods = async (scan: string) => {
    const found = await lookUp(scan).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    if (found?.kind !== "goods") return t("floor.goods.unknown", { code: scan });
    if (found.gtin !== task.gtin) return t("floor.pick.other-goods", { gtin: task.gtin, found: found.gtin });
    if (found.lot !== null && found.lot !== task.lot) return t("floor.pick.other-lot", { lot: task.lot ?? "–", found: found.lot });
    setStand({ step: found.lot === task.lot ? "quantity" : "lot", scan });
    return null;
  };
  const send = async (quantity: number, isShort: boolean, scan: string) => {
    const done = await act.run(`tasks/${task.id}/pick`, taskView, { bin: task.bin, scan, lot: task.lot, quantity, isShort });
    if (done !== undefined) setPicked(done);
  };
  if (picked !== null && (picked.state === "done" || leftOf(picked) === 0))
    return (
      <>
        <Title title={t("floor.task.pick")} />
        <Callout tone="passed" live title={<T id="floor.pick.done" values={{ count: picked.done, missing: picked.missing }} />} />
        <div className="mt-5">
          <NextTask after={picked} label={t("floor.tasks.all")} />
        </div>
      </>
    );
  if (picked !== null)
    return (
      <>
        <Callout tone="passed" live title={<T id="floor.pick.part" values={{ count: picked.done, left: leftOf(picked) }} />} />
        <ButtonLink href={placeOf("tasks")} size="large" className="mt-5 w-full">
          <T id="floor.tasks.all" />
        </ButtonLink>
      </>
    );
  const { step } = stand;
  const isBinKnown = step !== "bin";
  const areGoodsKnown = isBinKnown && step !== "goods";
  return (
    <>
      <Title title={t("floor.task.pick")} />
      <Card className="mb-5">
        <TaskText task={task} title={title} />
      </Card>
      <Known
        steps={[
          ...(isBinKnown ? [{ name: "bin", label: <T id="floor.step.bin" />, value: task.bin }] : []),
          ...(areGoodsKnown ? [{ name: "goods", label: <T id="floor.step.goods" />, value: <GoodsText goods={task} /> }] : []),
        ]}
      />
      {step === "bin" && <ScanStep key="bin" label={<T id="floor.pick.bin" values={{ bin: task.bin }} />} onCode={takeBin} />}
      {step === "goods" && <ScanStep key="goods" label={<T id="floor.pick.goods" />} onCode={takeGoods} />}
      {step === "lot" && (
        <div className="space-y-3">
          <p className="text-xl font-medium">
            <T id="floor.pick.lot" values={{ lot: task.lot ?? "–" }} />
          </p>
          <Button autoFocus look="primary" size="large" className="w-full" onClick={() => setStand({ step: "quantity", scan: stand.scan })}>
            <T id="floor.pick.lot.yes" values={{ lot: task.lot ?? "–" }} />
          </Button>
          <Button size="large" className="w-full" onClick={() => setStand({ step: "goods" })}>
            <T id="floor.pick.lot.no" />
          </Button>
        </div>
      )}
      {step === "quantity" && (
        <QuantityStep
          label={<T id="floor.pick.quantity" />}
          hint={<T id="floor.pick.quantity.hint" values={{ left }} />}
          {...{ least: 0, most: left, usual: left }}
          onQuantity={(quantity) =>
            quantity === left ? void send(quantity, false, stand.scan) : setStand({ step: "few", scan: stand.scan, quantity })
          }
        />
      )}
      {step === "few" && (
        <div className="space-y-3">
          <p className="text-xl font-medium">
            <T id="floor.pick.few" values={{ count: stand.quantity, missing: left - stand.quantity }} />
          </p>
          <Button
            look="danger"
            size="large"
            className="w-full py-3"
            busy={act.isSending}
            onClick={() => void send(stand.quantity, true, stand.scan)}
          >
            <T id="floor.pick.short" values={{ missing: left - stand.quantity }} />
          </Button>
          {stand.quantity > 0 && (
            <Button size="large" className="w-full py-3" busy={act.isSending} onClick={() => void send(stand.quantity, false, stand.scan)}>
              <T id="floor.pick.later" />
            </Button>
          )}
          <Button look="quiet" size="large" className="w-full" onClick={() => setStand({ step: "quantity", scan: stand.scan })}>
            <T id="floor.pick.recount" />
          </Button>
        </div>
      )}
      {act.isSending && step === "quantity" && (
        <p role="status" className="mt-3 text-muted">
          <T id="floor.sending" />
        </p>
      )}
      <Refusal error={act.error} />
    </>
  );
}
