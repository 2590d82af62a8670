import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'How long ago did this column last change? Instead of one answer it keeps the probability of every possible run length, the number of rows since the last change, and raises an alarm when that change most likely came after the start of the stream.',
  formula: [
    'P(r + 1, x₁…ₜ) = P(r, x₁…ₜ₋₁) p(xₜ | run of r) (1 − H)',
    'P(0, x₁…ₜ) = Σ P(r, x₁…ₜ₋₁) p(xₜ | run of r) H',
    'p(x | run): Student’s t (mean and variance unknown) or normal (variance known)',
    'alarm where the most probable r is not t; with more Evidence, where its log odds exceed that',
  ],
  chart:
    'The log odds of the best later start against the start of the stream: above the threshold (0, or Evidence) is an alarm. Below it the expected and the most probable run length, and the probability of each run length as a picture: a bright diagonal is a run that goes on, and it falls to 0 at a change.',
  pitfalls: [
    'The most probable start decides, by however little it leads: 14 false alarms in 10 000 rows without change. With Evidence at 3 there were 2, and a shift of one standard deviation was found after 17 rows instead of 11.',
    'Normal values are assumed: a heavy tail looks like a change that lasts a few rows. In 10 000 rows without a change 15 alarms were measured on normal values, 85 on Student’s t with 5 degrees of freedom, 170 on exponential values, 280 where four of five values are 0. A result on such values says so.',
    'With the variance known it must be that of the data: with a variance of 1 for values that spread by 0.1, a change from 0.2 to 0.8 is seen late. The default learns the scale from the warm-up.',
    'In the unit of the data (Scale), the expected mean and variance must suit the column; standardise first.',
    'Without a reset every row after a change is an alarm, as the run no longer reaches back to the start.',
    'Starts that are less probable than e⁻³⁰, and the least probable beyond 500, are dropped, so that a row takes the same time however long the stream is.',
  ],
  firstAlarm: 'row 30 (after the warm-up)',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'Variance known (1 unless given), in the unit of the data. It takes O(t²) memory, and O(t²) time per row. Its predicted mean pairs probabilities before a value with runs after it.',
      row: 7,
    },
    {
      library: 'bayesian-changepoint-detection 0.2',
      text: 'Mean and variance unknown, as here; it works with probabilities instead of logarithms and gives NaN after an outlier such as 1e200.',
    },
  ],
  python: {
    library: 'frouros 0.9.0 (variance known)',
    code: `from frouros.detectors.concept_drift import BOCD, BOCDConfig
from frouros.detectors.concept_drift.streaming.change_detection.bocd import (
    GaussianUnknownMean,
)

model = GaussianUnknownMean(prior_mean=0, prior_var=1, data_var=1)
detector = BOCD(config=BOCDConfig(hazard=0.01, model=model, min_num_instances=30))
for row, x in enumerate(stream, start=1):
    detector.update(value=x)
    if detector.drift:
        print("change seen at row", row)
        detector.reset()`,
  },
  tryIt: { sample: 'nile', params: { minInstances: 20 }, columns: null },
}
