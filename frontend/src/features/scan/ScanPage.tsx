import { Camera } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { CodeForm, useOpenCode } from "../../entities/CodeForm.tsx";
import { useDocumentTitle } from "../../lib/document-title.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { PictureScanner } from "./PictureScanner.tsx";
import { Spinner } from "../../ui/Progress.tsx";

const CameraScanner = lazy(async () => ({ default: (await import("./CameraScanner.tsx")).CameraScanner }));

/** Finds the page of a product in hand: by camera, or by typing what is printed. */
export function ScanPage() {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  const { open, problem } = useOpenCode();
  const title = t("scan.title");
  useDocumentTitle(title);
  return (
    <div className="max-w-2xl">
      <h1 className="text-4xl">{title}</h1>
      <p className="mt-3 text-lg text-muted">
        <T id="scan.intro" />
      </p>
      <div className="mt-8">
        {isOpen ? (
          <Suspense fallback={<Spinner />}>
            <CameraScanner
              onCode={(text) => {
                setIsOpen(false);
                open(text);
              }}
            />
            <Button className="mt-3" onClick={() => setIsOpen(false)}>
              <T id="scan.stop" />
            </Button>
          </Suspense>
        ) : (
          <Button look="primary" size="large" onClick={() => setIsOpen(true)}>
            <Camera aria-hidden />
            <T id="scan.start" />
          </Button>
        )}
        <PictureScanner onCode={open} />
        {problem !== null && (
          <Callout className="mt-4" tone="unknown" live title={<T id="scan.read" />}>
            <p>{problem}</p>
          </Callout>
        )}
      </div>
      <h2 className="mt-12 text-2xl">
        <T id="scan.type" />
      </h2>
      <CodeForm className="mt-4" />
    </div>
  );
}
