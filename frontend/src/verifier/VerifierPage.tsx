import { CheckPanel } from "../features/check/CheckPanel.tsx";
import { statedTrust } from "../features/check/trust.ts";
import { DiscloseFields } from "../features/disclose/DiscloseFields.tsx";
import { VerifyFilePage } from "../features/verify-file/VerifyFilePage.tsx";
import { SubjectChip } from "../entities/SubjectChip.tsx";
import { InstantText } from "../entities/Times.tsx";
import { T } from "../lib/i18n/text.tsx";
import type { SavedJourney } from "../lib/one-file.ts";

/** Checks the journey that was saved with this file, or a bundle that the reader opens, of which it makes disclosures, too. */
export function VerifierPage({ saved }: { saved: SavedJourney | null }) {
  return (
    <main className="mx-auto max-w-4xl px-5 pt-8 pb-20">
      {saved === null ? (
        <VerifyFilePage
          renderProof={(bundle, fileName) => (
            <>
              <CheckPanel config={null} bundle={bundle} fileName={fileName} autoStart={false} />
              <DiscloseFields bundle={bundle} isPublic={false} />
            </>
          )}
        />
      ) : (
        <>
          <h1 className="text-3xl">
            <T id="verifier.saved" />
          </h1>
          <p className="mt-3">
            <SubjectChip subject={saved.subject} copy />
          </p>
          <p className="mt-3 mb-6 text-muted">
            <T id="verifier.saved.intro" values={{ time: <InstantText time={saved.savedAt} /> }} />
          </p>
          <CheckPanel
            config={null}
            trust={statedTrust(saved.bundle)}
            bundle={async () => saved.bundle}
            fileName="journey.json"
            about={{ subject: saved.subject }}
            autoStart={false}
          />
        </>
      )}
      <footer className="mt-12 border-t border-line pt-4 text-sm text-muted">
        <T id="verifier.footer" />
      </footer>
    </main>
  );
}
