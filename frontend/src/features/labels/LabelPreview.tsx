import { LABEL_SHEETS, type LabelCode, type LabelSheetName } from "@waybill/protocol/schemas/api/labels";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../lib/api/errors.ts";
import { send, withQuery } from "../../lib/api/http.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { labelOf } from "@waybill/protocol/identifiers/label";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";

interface LabelPreviewProps {
  /** Of the first label; null while the form names nothing. */
  identifier: string | null;
  code: LabelCode;
  sheet: LabelSheetName;
}

/** The first label as it will be printed, drawn by what prints it. */
export function LabelPreview({ identifier, code, sheet }: LabelPreviewProps) {
  const t = useText();
  const path = identifier === null ? null : withQuery("/api/labels/preview", { identifier, code, sheet });
  const picture = useQuery({
    queryKey: keys.labelPreview(path ?? ""),
    queryFn: async ({ signal }) => `data:image/svg+xml,${encodeURIComponent(await (await send(path ?? "", { signal })).text())}`,
    enabled: path !== null,
    retry: false,
  });
  const { width, height } = LABEL_SHEETS[sheet];
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title" className="text-xl">
        <T id="labels.preview" />
      </h2>
      <div className="mt-3">
        {identifier === null && (
          <p className="text-muted">
            <T id="labels.preview.none" />
          </p>
        )}
        {picture.isLoading && <Skeleton lines={4} label={t("app.loading")} />}
        {picture.isError && (
          <Callout tone="unknown" live title={<T id="labels.failed" />}>
            <p>
              {picture.error instanceof ApiError && picture.error.problem !== null ? picture.error.problem.detail : t("error.down.title")}
            </p>
          </Callout>
        )}
        {identifier !== null && picture.data !== undefined && (
          <figure>
            <img
              src={picture.data}
              alt={t("labels.preview.alt", { thing: labelOf(identifier) })}
              className="w-full max-w-md rounded-lg border border-line-strong bg-white"
              style={{ aspectRatio: `${width} / ${height}` }}
            />
            <figcaption className="mt-2 text-sm text-muted">
              <T id="labels.preview.size" values={{ width: Math.round(width * 10) / 10, height: Math.round(height * 10) / 10 }} />
            </figcaption>
          </figure>
        )}
      </div>
    </section>
  );
}
