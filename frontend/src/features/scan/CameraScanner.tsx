import { useEffect, useRef, useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { createCodeReader } from "./read-codes.ts";

type Trouble = "denied" | "none" | "failed";

/** Shows the camera and hands over the first code in view. The picture never leaves the browser. */
export function CameraScanner({ onCode }: { onCode: (text: string) => void }) {
  const t = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const report = useRef(onCode);
  useEffect(() => {
    report.current = onCode;
  });
  useEffect(() => {
    const controller = new AbortController();
    void watch(video.current as HTMLVideoElement, controller.signal, (text) => report.current(text)).catch((error: unknown) => {
      if (!controller.signal.aborted) setTrouble(troubleOf(error));
    });
    return () => controller.abort();
  }, []);
  if (trouble !== null) {
    return (
      <Callout tone="unknown" live title={<T id={`scan.trouble.${trouble}`} />}>
        <p>
          <T id="scan.trouble.next" />
        </p>
      </Callout>
    );
  }
  return (
    <figure>
      <video ref={video} muted playsInline aria-label={t("scan.camera")} className="aspect-4/3 w-full rounded-xl bg-black object-cover" />
      <figcaption role="status" className="mt-2 text-sm text-muted">
        <T id="scan.looking" />
      </figcaption>
    </figure>
  );
}

/** Frames looked at per second: enough for a steady hand, little for the battery. */
const LOOK_MILLISECONDS = 200;

async function watch(video: HTMLVideoElement, signal: AbortSignal, onCode: (text: string) => void): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  signal.addEventListener("abort", stop);
  if (signal.aborted) return stop();
  video.srcObject = stream;
  await video.play();
  const read = createCodeReader();
  while (!signal.aborted) {
    const text = video.readyState >= video.HAVE_CURRENT_DATA ? await read(video) : null;
    if (text !== null && !signal.aborted) {
      stop();
      return onCode(text);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
  }
}

function troubleOf(error: unknown): Trouble {
  if (navigator.mediaDevices === undefined) return "none";
  if (!(error instanceof DOMException)) return "failed";
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return "denied";
  return error.name === "NotFoundError" || error.name === "OverconstrainedError" ? "none" : "failed";
}
