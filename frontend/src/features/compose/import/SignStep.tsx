import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useMemo, useState } from "react";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../../entities/signing/SigningReview.tsx";
import { Heading } from "../../../entities/Heading.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { rememberSigned } from "../../../lib/outbox/signed-events.ts";
import { outbox } from "../../../lib/outbox/use-outbox.ts";
import { randomSalt } from "../../../lib/random.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Progress } from "../../../ui/Progress.tsx";
import type { CheckedRow } from "./model/check-rows.ts";
import { PARCEL_SIZE, parcelBody, parcelOf, parcelsFor } from "./model/parcels.ts";
import { ParcelGoods } from "./ParcelGoods.tsx";
import type { ImportFile } from "./use-import.ts";

interface SignStepProps {
  file: ImportFile;
  rows: readonly CheckedRow[];
  account: Address;
  config: PublicConfig;
  onBack: () => void;
  onSigned: () => void;
}

/** One signature after the other. Each is kept and sent at once, so the page can be left in between. */
export function SignStep({ file, rows, account, config, onBack, onSigned }: SignStepProps) {
  const text = useText();
  const { sign, reset } = useSigner();
  const [number, setNumber] = useState(1);
  const [sending, setSending] = useState(false);
  const total = parcelsFor(rows.length);
  const mine = useMemo(() => rows.slice((number - 1) * PARCEL_SIZE, number * PARCEL_SIZE), [rows, number]);
  const parcel = useMemo(() => {
    const chain = { chainId: config.chain.id, supplyChain: config.contracts.supplyChain as Address };
    const events = mine.flatMap(({ event }) => (event === null ? [] : [event]));
    return parcelOf(events, { account, chain, newSalt: randomSalt, now: new Date() });
  }, [mine, account, config]);
  const span = { count: mine.length, file: file.name, from: String(mine[0]?.line ?? ""), to: String(mine.at(-1)?.line ?? "") };

  async function signAndKeep() {
    const signature = await sign(parcel.typedData);
    if (signature === null) return;
    setSending(true);
    const [kept] = await outbox.keep([
      {
        kind: "import",
        account,
        path: "/epcis/capture",
        contentType: SIGNED_CAPTURE_TYPE,
        body: parcelBody(parcel, signature),
        label: text("import.label", span),
        reference: parcel.statements[0]?.commitment ?? "",
      },
    ]);
    const hashes = mine.flatMap(({ eventHash }) => (eventHash === null ? [] : [eventHash]));
    if (kept !== undefined) await rememberSigned(kept, hashes);
    void outbox.drain();
    setSending(false);
    if (number === total) onSigned();
    else setNumber(number + 1);
  }

  const what = text(`compose.happening.${file.subject.happening ?? "shipped"}`);
  return (
    <div className="mx-auto max-w-3xl">
      <Heading className="text-3xl" id="import.sign.title" values={{ count: rows.length }} />
      <p className="mt-2 text-lg text-muted">
        <T id="import.sign.intro" values={{ signatures: total }} />
      </p>
      {total > 1 && (
        <div className="mt-6 space-y-2" role="status">
          <p>
            <T id="import.sign.progress" values={{ number: String(number), total: String(total) }} />
          </p>
          <Progress done={number - 1} total={total} label={text("import.title")} />
          <p className="text-sm text-muted">
            <T id="import.sign.leave" />
          </p>
        </div>
      )}
      <div className="mt-8">
        <SigningReview
          sentence={
            <>
              <T id="import.sign.sentence" values={{ ...span, what }} />
              <ParcelGoods rows={mine} />
            </>
          }
          typedData={parcel.typedData}
          becomesPublic={["compose.public.commitment", "compose.public.account", "compose.public.time"]}
          staysPrivate={["compose.private.event", "compose.private.salt"]}
        />
      </div>
      <div className="mt-8">
        <SigningActions
          label={<T id="import.sign.action" values={{ count: mine.length }} />}
          onSign={() => void signAndKeep()}
          sending={sending}
        >
          <Button
            look="quiet"
            onClick={() => {
              reset();
              onBack();
            }}
          >
            <T id="compose.back" />
          </Button>
        </SigningActions>
      </div>
    </div>
  );
}
