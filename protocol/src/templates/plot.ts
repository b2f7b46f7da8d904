/** Six decimals are about eleven centimetres: what Regulation (EU) 2023/1115, article 2(28), asks of a geolocation. */
const POINT = /^(-?\d{1,2}\.\d{6,15}),(-?\d{1,3}\.\d{6,15})$/;

/** A plot with more corners than this is a map, not a statement. */
const MAX_POINTS = 1000;

/**
 * What is wrong with a plot of land, in plain words, or null. A plot is one point, `latitude,longitude` in degrees (WGS 84) with at
 * least six decimals each, or its outline: four points or more with spaces between them, the last one the same as the first.
 *
 * @example
 * plotProblem("-3.465305,-62.215881"); // null
 * plotProblem("-3.46,-62.21"); // "needs latitude,longitude with at least six decimals each"
 */
export function plotProblem(text: string): string | null {
  const points = text.trim().split(/\s+/);
  if (points.length > MAX_POINTS) return `has more than ${MAX_POINTS} points`;
  if (!points.every(isPoint)) return "needs latitude,longitude with at least six decimals each";
  if (points.length === 1) return null;
  if (points.length < 4) return "needs one point, or an outline of at least four";
  return points[0] === points.at(-1) ? null : "is an outline that is not closed: its last point must be its first";
}

function isPoint(text: string): boolean {
  const [, latitude, longitude] = POINT.exec(text) ?? [];
  return latitude !== undefined && Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180;
}
