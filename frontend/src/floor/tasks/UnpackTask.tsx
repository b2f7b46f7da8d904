import { taskView, type TaskView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Card } from "../../ui/Card.tsx";
import { useAct } from "../api/use-act.ts";
import { BinStep } from "../parts/BinStep.tsx";
import { Known } from "../parts/Known.tsx";
import { QuantityStep } from "../parts/QuantityStep.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { Title } from "../parts/Title.tsx";
import { NextTask } from "./NextTask.tsx";
import { leftOf, TaskText } from "./TaskText.tsx";

/** Carries back what was picked in vain: to which bin, and how many. */
export function UnpackTask({ task }: { task: TaskView }) {
  const t = useText();
  const act = useAct();
  const [to, setTo] = useState<string | null>(null);
  const [left] = useState(() => leftOf(task));
  const [done, setDone] = useState<TaskView | null>(null);
  const send = async (bin: string, quantity: number) => {
    const changed = await act.run(`tasks/${task.id}/unpack`, taskView, { to: bin, quantity });
    if (changed !== undefined) setDone(changed);
  };
  if (done !== null)
    return (
      <>
        <Title title={t("floor.task.unpack")} />
        <Callout tone="passed" live title={<T id="floor.unpack.done" values={{ count: done.done }} />} />
        <div className="mt-5">
          <NextTask after={done} label={t("floor.tasks.all")} />
        </div>
      </>
    );
  return (
    <>
      <Title title={t("floor.task.unpack")}>
        <T id="floor.unpack.about" />
      </Title>
      <Card className="mb-5">
        <TaskText task={task} />
      </Card>
      {to === null ? (
        <BinStep label={<T id="floor.step.to" />} onBin={({ code }) => setTo(code)} />
      ) : (
        <>
          <Known steps={[{ name: "to", label: <T id="floor.step.to" />, value: to, onChange: () => setTo(null) }]} />
          <QuantityStep
            label={<T id="floor.step.quantity" />}
            {...{ least: 1, most: left, usual: left }}
            onQuantity={(quantity) => void send(to, quantity)}
          />
          <Button look="quiet" size="large" className="mt-3 w-full" busy={act.isSending} onClick={() => void send(to, 0)}>
            <T id="floor.unpack.nothing" />
          </Button>
        </>
      )}
      <Refusal error={act.error} />
    </>
  );
}
