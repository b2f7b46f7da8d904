import type { TaskView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useTasks } from "../api/use-floor.ts";
import { GoodsWork } from "../goods/GoodsWork.tsx";
import { Shown } from "../parts/Shown.tsx";
import { placeOf } from "../place.ts";
import { NextTask } from "./NextTask.tsx";
import { PickTask } from "./PickTask.tsx";
import { UnpackTask } from "./UnpackTask.tsx";

/** One task, until it is done or is nobody's any more. */
export function TaskPage({ id }: { id: string }) {
  const query = useTasks();
  // What was begun stays here while its answer is shown: the list forgets what is done.
  const [begun, setBegun] = useState<TaskView | null>(null);
  const listed = query.data?.find((task) => task.id === id);
  if (listed !== undefined && begun === null) setBegun(listed);
  const task = listed ?? begun;
  if (task !== null && task !== undefined) return <Work key={task.id} task={task} />;
  return (
    <Shown query={query}>
      {() => (
        <Callout tone="unknown" live title={<T id="floor.task.over" />}>
          <ButtonLink href={placeOf("tasks")}>
            <T id="floor.tasks.all" />
          </ButtonLink>
        </Callout>
      )}
    </Shown>
  );
}

function Work({ task }: { task: TaskView }) {
  const t = useText();
  const { id, kind, bin, gtin, lot, expiry } = task;
  if (kind === "pick") return <PickTask task={task} />;
  if (kind === "unpack") return <UnpackTask task={task} />;
  const known = { from: { code: bin, items: [] }, goods: { gtin, lot, expiry } };
  const next = <NextTask after={task} label={t("floor.tasks.all")} />;
  if (kind === "discard")
    return (
      <GoodsWork
        {...{ title: "floor.damage", about: "floor.task.discard.about", question: "floor.damage.question", done: "floor.damage.done" }}
        steps={["from", "goods", "quantity"]}
        known={known}
        path="damages"
        bodyOf={({ quantity }) => ({ gtin, lot, expiry, quantity, reason: "expired", bin, task: id })}
        next={next}
      />
    );
  return (
    <GoodsWork
      {...{ title: "floor.count", about: "floor.task.count.about", question: "floor.count.question", done: "floor.count.done" }}
      steps={["from", "goods", "counted"]}
      known={known}
      path="counts"
      bodyOf={({ counted }) => ({ gtin, lot, expiry, counted, bin, task: id })}
      next={next}
    />
  );
}
