import { doneView } from "@waybill/protocol/schemas/warehouse/floor";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { useAct } from "../api/use-act.ts";
import { BinStep, type FoundBin } from "../parts/BinStep.tsx";
import { GoodsStep } from "../parts/GoodsStep.tsx";
import { GoodsText, type Goods } from "../parts/GoodsText.tsx";
import { Known } from "../parts/Known.tsx";
import { QuantityStep } from "../parts/QuantityStep.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { Title } from "../parts/Title.tsx";

/** What is asked for, one after the other. */
export type Step = "from" | "goods" | "quantity" | "counted" | "to" | "reason";

export interface Given {
  from?: FoundBin;
  goods?: Goods;
  quantity?: number;
  counted?: number;
  to?: FoundBin;
  reason?: string;
}

interface GoodsWorkProps {
  title: MessageId;
  about: MessageId;
  steps: readonly Step[];
  /** Goods may be in the bin although the ledger knows of none. */
  mayBeNew?: boolean;
  /** What stands there before anything is asked: by a task. */
  known?: Given;
  /** Below `/api/floor/`. */
  path: string;
  bodyOf: (given: Required<Given>) => object;
  /** Said before it is done, and after; with `quantity`, `bin` and `change`. */
  question: MessageId;
  done: MessageId;
  /** What follows, where something does. */
  next?: ReactNode;
}

const MOST = 1_000_000;

/** One piece of work with goods: a step at a time, then what would be done in a sentence, and then it is done, once. */
export function GoodsWork({ title, about, steps, mayBeNew = false, known = {}, path, bodyOf, question, done, next }: GoodsWorkProps) {
  const t = useText();
  const [given, setGiven] = useState<Given>(known);
  const [said, setSaid] = useState<{ text: string } | null>(null);
  const { isSending, error, run, forget } = useAct();
  const step = steps.find((one) => given[one] === undefined);
  const give = (part: Given) => setGiven({ ...given, ...part });
  /** What comes after a step may follow from it. */
  const back = (to: Step) => {
    forget();
    const kept = steps.slice(0, steps.indexOf(to)).filter((one) => given[one] !== undefined);
    setGiven(Object.fromEntries(kept.map((one) => [one, given[one]])));
  };
  const bin = given.to?.code ?? given.from?.code ?? "";
  const send = async () => {
    const answer = await run(path, doneView, bodyOf(given as Required<Given>));
    if (answer === undefined) return;
    setSaid({ text: t(done, { quantity: Math.abs(answer.change), change: answer.change, bin: answer.bin }) });
    setGiven({});
  };
  if (said !== null)
    return (
      <>
        <Title title={t(title)} />
        <Callout tone="passed" live title={said.text} />
        <div className="mt-5 space-y-3">
          {next ?? (
            <Button autoFocus look="primary" size="large" className="w-full" onClick={() => setSaid(null)}>
              <T id="floor.again" />
            </Button>
          )}
        </div>
      </>
    );
  return (
    <>
      <Title title={t(title)}>
        <T id={about} />
      </Title>
      <Known
        steps={steps
          .filter((one) => given[one] !== undefined)
          .map((one) => ({
            name: one,
            label: <T id={`floor.step.${one}`} />,
            value: valueOf(one, given),
            ...(known[one] === undefined && !isSending && { onChange: () => back(one) }),
          }))}
      />
      {step === undefined ? (
        <>
          <Question>
            <T id={question} values={{ quantity: given.quantity ?? given.counted ?? 0, from: given.from?.code ?? "", bin }} />
          </Question>
          <Button look="primary" size="large" className="w-full" busy={isSending} onClick={() => void send()}>
            <T id={title} />
          </Button>
          <Refusal error={error} />
        </>
      ) : (
        <OneStep key={step} step={step} given={given} mayBeNew={mayBeNew} onGive={give} />
      )}
    </>
  );
}

/** Has the focus instead of the button: a code that is scanned once more, with its Enter, does nothing. */
function Question({ children }: { children: ReactNode }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <p ref={place} tabIndex={-1} className="mb-5 text-xl">
      {children}
    </p>
  );
}

function OneStep({ step, given, mayBeNew, onGive }: { step: Step; given: Given; mayBeNew: boolean; onGive: (part: Given) => void }) {
  const label = <T id={`floor.step.${step}`} />;
  if (step === "from" || step === "to") return <BinStep label={label} onBin={(bin) => onGive({ [step]: bin })} />;
  if (step === "goods")
    return <GoodsStep label={label} bin={given.from ?? null} mayBeNew={mayBeNew} onGoods={(goods) => onGive({ goods })} />;
  if (step === "quantity") return <QuantityStep label={label} least={1} most={MOST} onQuantity={(quantity) => onGive({ quantity })} />;
  if (step === "counted")
    return (
      <QuantityStep
        label={label}
        hint={<T id="floor.step.counted.hint" />}
        least={0}
        most={MOST}
        onQuantity={(counted) => onGive({ counted })}
      />
    );
  return <ReasonStep label={label} onReason={(reason) => onGive({ reason })} />;
}

function ReasonStep({ label, onReason }: { label: ReactNode; onReason: (reason: string) => void }) {
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onReason(text.trim());
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <Field label={<span className="text-xl">{label}</span>} hint={<T id="floor.step.reason.hint" />}>
        <Input autoFocus autoComplete="off" maxLength={200} value={text} onValueChange={setText} className="min-h-14" />
      </Field>
      <Button type="submit" look="primary" size="large" className="w-full" disabled={text.trim() === ""}>
        <T id="floor.next" />
      </Button>
    </form>
  );
}

function valueOf(step: Step, { from, to, goods, quantity, counted, reason }: Given): ReactNode {
  if (step === "goods") return goods && <GoodsText goods={goods} />;
  return { from: from?.code, to: to?.code, quantity, counted, reason }[step];
}
