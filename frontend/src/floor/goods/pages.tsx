import { binView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useAct } from "../api/use-act.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { ScanStep } from "../parts/ScanStep.tsx";
import { Title } from "../parts/Title.tsx";
import { GoodsWork } from "./GoodsWork.tsx";

export function ReceivePage() {
  return (
    <GoodsWork
      {...{ title: "floor.receive", about: "floor.receive.about", question: "floor.receive.question", done: "floor.receive.done" }}
      steps={["goods", "quantity", "to"]}
      mayBeNew
      path="receipts"
      bodyOf={({ goods, quantity, to }) => ({ ...goods, quantity, bin: to.code })}
    />
  );
}

export function PutAwayPage() {
  return (
    <GoodsWork
      {...{ title: "floor.put-away", about: "floor.put-away.about", question: "floor.put-away.question", done: "floor.put-away.done" }}
      steps={["from", "goods", "quantity", "to"]}
      path="put-aways"
      bodyOf={({ from, goods, quantity, to }) => ({ ...goods, quantity, from: from.code, to: to.code })}
    />
  );
}

export function CountPage() {
  return (
    <GoodsWork
      {...{ title: "floor.count", about: "floor.count.about", question: "floor.count.question", done: "floor.count.done" }}
      steps={["from", "goods", "counted"]}
      mayBeNew
      path="counts"
      bodyOf={({ from, goods, counted }) => ({ ...goods, counted, bin: from.code })}
    />
  );
}

export function DamagePage() {
  return (
    <GoodsWork
      {...{ title: "floor.damage", about: "floor.damage.about", question: "floor.damage.question", done: "floor.damage.done" }}
      steps={["from", "goods", "quantity", "reason"]}
      path="damages"
      bodyOf={({ from, goods, quantity, reason }) => ({ ...goods, quantity, reason, bin: from.code })}
    />
  );
}

const CODE = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** For leads: a bin is made by its code. */
export function MakeBinPage() {
  const t = useText();
  const { error, run } = useAct();
  const [made, setMade] = useState<string | null>(null);
  const take = async (text: string) => {
    const code = text.toLowerCase();
    setMade(null);
    if (!CODE.test(code)) return t("floor.make-bin.wrong");
    const bin = await run(`bins/${code}`, binView, {}, "PUT");
    if (bin !== undefined) setMade(bin.code);
    return null;
  };
  return (
    <>
      <Title title={t("floor.make-bin")}>
        <T id="floor.make-bin.about" />
      </Title>
      {made !== null && <Callout className="mb-5" tone="passed" live title={<T id="floor.make-bin.done" values={{ bin: made }} />} />}
      <ScanStep label={<T id="floor.make-bin.code" />} onCode={take} />
      <Refusal error={error} />
    </>
  );
}
