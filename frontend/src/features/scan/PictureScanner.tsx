import { ImageUp } from "lucide-react";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Spinner } from "../../ui/Progress.tsx";

/** Reads the code on a picture that is chosen, dropped or pasted. The picture never leaves the browser. */
export function PictureScanner({ onCode }: { onCode: (text: string) => void }) {
  const t = useText();
  const [state, setState] = useState<"idle" | "reading" | "nothing">("idle");
  const report = useRef(onCode);
  useEffect(() => {
    report.current = onCode;
  });
  const take = async (file: Blob | undefined) => {
    if (file === undefined) return;
    setState("reading");
    const text = await read(file);
    setState(text === null ? "nothing" : "idle");
    if (text !== null) report.current(text);
  };
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => void latest.current(pictureOf(event.clipboardData));
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(pictureOf(event.dataTransfer));
  };
  return (
    <div className="mt-4" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label className="flex min-h-24 cursor-pointer items-center gap-4 rounded-xl border-2 border-dashed border-line-strong bg-surface px-5 py-4 focus-within:border-accent hover:border-accent">
        {state === "reading" ? <Spinner /> : <ImageUp aria-hidden className="size-6 shrink-0 text-accent" />}
        <span>
          <span className="block font-medium">
            <T id="scan.picture" />
          </span>
          <span className="block text-sm text-muted">
            <T id="scan.picture.hint" />
          </span>
        </span>
        <input
          type="file"
          accept="image/*"
          className="sr-only"
          aria-label={t("scan.picture")}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {state === "nothing" && <Callout className="mt-3" tone="unknown" live title={<T id="scan.picture.nothing" />} />}
    </div>
  );
}

async function read(file: Blob): Promise<string | null> {
  try {
    const { createCodeReader } = await import("./read-codes.ts");
    return await createCodeReader()(await createImageBitmap(file));
  } catch {
    // No picture, or one that this browser cannot read.
    return null;
  }
}

function pictureOf(data: DataTransfer | null): File | undefined {
  return Array.from(data?.files ?? []).find(({ type }) => type.startsWith("image/"));
}
