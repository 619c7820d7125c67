import { median } from "./rounds.mjs"

/**
 * One line of the table and of results.json.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {number} value
 * @property {string} unit
 * @property {number | null} yardstick what the value is compared with, in the same unit
 * @property {string} against what the yardstick is
 * @property {number | null} ratio value / yardstick; of figures in rounds the median of the rounds' ratios
 * @property {[number, number] | null} ratio_range the lowest and the highest of the rounds' ratios
 * @property {string | null} target `null` for a figure that is shown beside others only
 * @property {boolean | null} met
 * @property {number | null} reached how much of the target was reached; 1 and more where it is met
 */

/**
 * A row of two candidates that were measured in the same rounds.
 *
 * @param {{ name: string, unit: string, figures: number[], yardsticks: number[], against: string, atLeast?: number }} measured
 * `atLeast` is the lowest ratio that will do
 * @returns {Row}
 */
export function pairedRow({ name, unit, figures, yardsticks, against, atLeast }) {
  const ratios = figures.map((figure, round) => figure / yardsticks[round])
  const ratio = median(ratios)
  return {
    name,
    value: median(figures),
    unit,
    yardstick: median(yardsticks),
    against,
    ratio,
    ratio_range: [Math.min(...ratios), Math.max(...ratios)],
    target: atLeast === undefined ? null : `ratio >= ${atLeast}`,
    met: atLeast === undefined ? null : ratio >= atLeast,
    reached: atLeast === undefined ? null : ratio / atLeast,
  }
}

/**
 * A row of one figure that has a limit of its own, or a lowest ratio to its yardstick.
 *
 * @param {{ name: string, value: number, unit: string, against: string, yardstick?: number, atMost?: number,
 *   below?: number, ratioAtLeast?: number }} measured
 * @returns {Row}
 */
export function plainRow({ name, value, unit, against, yardstick = null, atMost, below, ratioAtLeast }) {
  const ratio = yardstick === null ? null : value / yardstick
  const targets = [
    atMost !== undefined && { target: `value <= ${atMost}`, met: value <= atMost, reached: partOf(atMost, value) },
    below !== undefined && { target: `value < ${below}`, met: value < below, reached: partOf(below, value) },
    ratioAtLeast !== undefined && {
      target: `ratio >= ${ratioAtLeast}`,
      met: ratio !== null && ratio >= ratioAtLeast,
      reached: (ratio ?? 0) / ratioAtLeast,
    },
  ]
  const [judged = { target: null, met: null, reached: null }] = targets.filter(Boolean)
  return { name, value, unit, yardstick, against, ratio, ratio_range: null, ...judged }
}

/** How much of a highest value was kept to; no more than 1 for nothing at all. */
function partOf(limit, value) {
  return value > 0 ? limit / value : 1
}
