/** A point on the earth in millionths of a degree. */
export interface Point {
  latitudeMicrodegrees: number;
  longitudeMicrodegrees: number;
}

/** A place's coordinates, when it has both. */
export function pointOf(place: { [Name in keyof Point]: number | null }): Point | undefined {
  const { latitudeMicrodegrees, longitudeMicrodegrees } = place;
  return latitudeMicrodegrees === null || longitudeMicrodegrees === null ? undefined : { latitudeMicrodegrees, longitudeMicrodegrees };
}

/** Everything here is fixed-point with 30 decimals: floating-point sines differ in their last digits from engine to engine. */
const ONE = 10n ** 30n;
const PI = 3141592653589793238462643383279n;
const HALF_TURN_MICRODEGREES = 180_000_000n;
/** Mean radius of the earth in decimetres (IUGG, 6,371.0088 km); a great circle on a sphere is at most 0.6 % off. */
const RADIUS_DECIMETRES = 63_710_088n;

/**
 * Metres between two points along a great circle, rounded up: the same integer in every engine.
 *
 * @example
 * greatCircleMetres({ latitudeMicrodegrees: 0, longitudeMicrodegrees: 0 }, { latitudeMicrodegrees: 0, longitudeMicrodegrees: 1_000_000 }); // 111196n
 */
export function greatCircleMetres(a: Point, b: Point): bigint {
  const [latitudeA, latitudeB] = [radians(a.latitudeMicrodegrees), radians(b.latitudeMicrodegrees)];
  const across = radians(b.longitudeMicrodegrees) - radians(a.longitudeMicrodegrees);
  // Haversine: stable for near points, and its rounding is far below a metre for points on opposite sides.
  const half = times(squareOfSine((latitudeB - latitudeA) / 2n), ONE);
  const whole = half + times(times(cosine(latitudeA), cosine(latitudeB)), squareOfSine(across / 2n));
  const haversine = whole < 0n ? 0n : whole > ONE ? ONE : whole;
  const angle = 2n * arcTangent(root(haversine * ONE), root((ONE - haversine) * ONE));
  return (angle * RADIUS_DECIMETRES + 10n * ONE - 1n) / (10n * ONE);
}

function radians(microdegrees: number): bigint {
  return (BigInt(microdegrees) * PI) / HALF_TURN_MICRODEGREES;
}

function squareOfSine(angle: bigint): bigint {
  const value = sine(angle);
  return times(value, value);
}

function cosine(angle: bigint): bigint {
  return sine(angle + PI / 2n);
}

/** Taylor series; angles here stay within two half turns, where it converges in some forty terms. */
function sine(angle: bigint): bigint {
  const square = times(angle, angle);
  let [sum, term] = [0n, angle];
  for (let n = 1n; term !== 0n; n += 2n) {
    sum += term;
    term = -times(term, square) / ((n + 1n) * (n + 2n));
  }
  return sum;
}

/** Angle of a point in the first quadrant. Halved three times, after which the series loses no digit. */
function arcTangent(y: bigint, x: bigint): bigint {
  if (y > x) return PI / 2n - arcTangent(x, y);
  let ratio = x === 0n ? 0n : (y * ONE) / x;
  for (let i = 0; i < 3; i++) ratio = (ratio * ONE) / (ONE + root(ONE * ONE + ratio * ratio));
  const square = times(ratio, ratio);
  let [sum, power] = [0n, ratio];
  for (let n = 1n; power / n !== 0n; n += 2n) {
    sum += power / n;
    power = -times(power, square);
  }
  return 8n * sum;
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) / ONE;
}

/** Whole square root (Newton), rounded down. */
function root(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
